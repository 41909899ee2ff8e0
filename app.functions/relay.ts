import { randomUUID } from 'node:crypto'
import type { CardAnswer, CardCall } from '../contract/card-function.ts'
import { FunctionProblem } from './function-problem.ts'
import { postToRelay } from './post-to-relay.ts'
import { readCall } from './read-call.ts'
import { readSecrets } from './read-secrets.ts'

/** What HubSpot hands an app function: the card's parameters and the properties HubSpot itself read from the record. */
export interface FunctionContext {
  parameters?: unknown
  propertiesToSend?: Record<string, unknown>
}

/**
 * The app function `relay`: checks what the card sent, signs it, forwards it to the relay and hands back the answer.
 * It decides nothing, and it never throws: HubSpot shows a thrown text to the browser.
 */
export async function main(context: FunctionContext): Promise<CardAnswer<CardCall>> {
  const id = randomUUID()
  try {
    const secrets = readSecrets(process.env)
    const { path, body } = readCall(context, secrets.portalId)
    return await postToRelay(secrets, { id, path, body })
  } catch (error) {
    const refusal = error instanceof FunctionProblem ? error : FunctionProblem.unexpected()
    console.error(`homing ${refusal.code} ${id}`)
    return { ok: false, problem: refusal.toProblem(id) }
  }
}
