import { hubspot } from '@hubspot/ui-extensions'
import type { CardAnswer, CardCall } from '../../contract/card-function.ts'
import { throughFetch } from './by-fetch/through-fetch.ts'
import { noAnswer } from './no-answer.ts'
import { relayCaller, type CallParameters } from './relay-caller.ts'

/**
 * Asks the relay. The only file of the extensions that knows which way calls go: here through the app function `relay`, to which
 * HubSpot hands the contact's properties, or by `hubspot.fetch` where the relay wants to be told who the user is by HubSpot itself.
 * In the marketplace edition, which can have no functions, the build puts `by-fetch/call-relay.ts` in its place.
 */
export const callRelay = relayCaller(throughEither)

/** An account that once wanted proof is asked that way from then on. */
let mustProve = false

async function throughEither<Call extends CardCall>(
  parameters: CallParameters<Call>,
  properties: readonly string[],
): Promise<CardAnswer<Call>> {
  if (!mustProve) {
    const answer = await throughFunction(parameters, properties)
    // Nothing was done, so it may be asked again.
    if (answer.ok || answer.problem.code !== 'proof_required') return answer
    mustProve = true
  }
  return throughFetch(parameters, properties)
}

async function throughFunction<Call extends CardCall>(
  parameters: CallParameters<Call>,
  properties: readonly string[],
): Promise<CardAnswer<Call>> {
  const answer: CardAnswer<Call> | null = await hubspot.serverless('relay', {
    parameters,
    propertiesToSend: [...properties],
  })
  if (typeof answer?.ok === 'boolean') return answer
  return noAnswer('unreadable_answer', 'The messaging service gave an answer that cannot be read.')
}
