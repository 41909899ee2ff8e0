import { hubspot } from '@hubspot/ui-extensions'
import type { CardAnswer, CardCall } from '../../contract/card-function.ts'
import { noAnswer } from './no-answer.ts'
import { relayCaller, type CallParameters } from './relay-caller.ts'

/**
 * Asks the relay. The only file of the extensions that knows which way calls go: here through the app function
 * `relay`, to which HubSpot hands the contact's properties. In the marketplace edition, which can have no functions, the
 * build puts `by-fetch/call-relay.ts` in its place.
 */
export const callRelay = relayCaller(throughFunction)

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
