import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { Temporary } from '../../errors.ts'
import { askVendor } from '../call-vendor.ts'
import type { Line, ProviderContext } from '../provider.ts'
import { linqRequest } from './linq-request.ts'
import type { LinqSettings } from './settings.ts'
import { throwRefusal } from './throw-refusal.ts'

const answered = Compile(
  Type.Object({
    chats: Type.Array(
      Type.Object({
        id: Type.String({ pattern: '^[A-Za-z0-9_-]{1,100}$' }),
        is_group: Type.Optional(Type.Union([Type.Boolean(), Type.Null()])),
      }),
    ),
  }),
)

/** The chat between the line and a person; null where they have never written. Asking changes nothing. */
export async function findChat(to: string, line: Line<LinqSettings>, context: ProviderContext): Promise<string | null> {
  const { url, request } = linqRequest('/chats', line, { query: { from: line.address, to, limit: '100' } })
  const answer = await askVendor('Linq', url, request, context)
  if (answer.status !== 200) throwRefusal(answer, context.now())
  if (!answered.Check(answer.json)) throw new Temporary('provider_failed', "Linq's list of chats cannot be read.")
  const ids = answer.json.chats.filter((chat) => chat.is_group !== true).map(({ id }) => id)
  // Should there be several, a repeat of a send must find the same one again, whichever of them was used last.
  return ids.sort()[0] ?? null
}
