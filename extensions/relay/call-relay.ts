import { hubspot, logger } from '@hubspot/ui-extensions'
import type { CardAnswer, CardCall, CardFunctionParameters } from '../../contract/card-function.ts'
import { contactProperties } from '../../contract/contact-properties.ts'
import { noAnswer } from './no-answer.ts'

type CallParameters<Call extends CardCall> = Extract<CardFunctionParameters, { call: Call }>

/** Milliseconds; longer than the app function may run, so that its own words win where it has any. */
const timeLimit = 20_000

/**
 * Asks the relay. The only file of the extensions that knows which way calls go: here through the app function
 * `relay`, to which HubSpot hands the contact's properties. Never rejects: whatever goes wrong is a problem whose
 * status is 500 or above, which means that the relay may or may not have taken the request.
 */
export async function callRelay<Call extends CardCall>(parameters: CallParameters<Call>): Promise<CardAnswer<Call>> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const tooLate = new Promise<CardAnswer<Call>>((resolve) => {
    timer = setTimeout(() => resolve(noAnswer('no_answer', 'There was no answer in time.')), timeLimit)
  })
  try {
    return await Promise.race([throughFunction(parameters), tooLate])
  } finally {
    clearTimeout(timer)
  }
}

async function throughFunction<Call extends CardCall>(parameters: CallParameters<Call>): Promise<CardAnswer<Call>> {
  try {
    const answer: CardAnswer<Call> | null = await hubspot.serverless('relay', {
      parameters,
      propertiesToSend: contactProperties,
    })
    if (typeof answer?.ok === 'boolean') return answer
    return noAnswer('unreadable_answer', 'The messaging service gave an answer that cannot be read.')
  } catch (error) {
    logger.error(`Call ${parameters.call} failed: ${error instanceof Error ? error.message : 'no reason given'}`)
    return noAnswer('call_failed', 'HubSpot could not reach the messaging service.')
  }
}
