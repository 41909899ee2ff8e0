import { account } from '../cast.ts'
import type { Crm } from '../crm.ts'
import type { WorkbenchState } from '../state.ts'
import { createFunctionRuntime, type FunctionRuntime } from './function-runtime.ts'

/** The private edition's way to the relay, with the secrets that an admin would have set; its end is put to `closing`. */
export async function startFunctions(
  { crm, secrets, relayUrl }: { crm: Crm; secrets: WorkbenchState['secrets']; relayUrl: string },
  closing: (() => Promise<unknown>)[],
): Promise<FunctionRuntime> {
  const functions = await createFunctionRuntime({
    portalId: account.portalId,
    secrets: {
      HOMING_FUNCTION_SECRET: secrets.function,
      HOMING_PORTAL_ID: String(account.portalId),
      HOMING_RELAY_URL: relayUrl,
    },
    readProperties: (contactId, names) => {
      const contact = crm.contact(contactId)
      return contact && Object.fromEntries(names.map((name) => [name, contact.properties[name] ?? null]))
    },
  })
  closing.push(() => functions.close())
  return functions
}
