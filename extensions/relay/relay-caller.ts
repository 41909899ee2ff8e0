import { logger } from '@hubspot/ui-extensions'
import type { CardAnswer, CardCall, CardFunctionParameters } from '../../contract/card-function.ts'
import { contactProperties } from '../../contract/contact-properties.ts'
import { noAnswer } from './no-answer.ts'

export type CallParameters<Call extends CardCall> = Extract<CardFunctionParameters, { call: Call }>

/** Asks the relay on behalf of a card. Never rejects. */
type CallRelay = <Call extends CardCall>(parameters: CallParameters<Call>) => Promise<CardAnswer<Call>>

/** One way to the relay: carries a call with these properties of the contact, and rejects where no answer came. */
type Way = <Call extends CardCall>(
  parameters: CallParameters<Call>,
  properties: readonly string[],
) => Promise<CardAnswer<Call>>

/** Milliseconds; longer than HubSpot lets a function or a fetch run, so that words from there win where there are any. */
const timeLimit = 20_000

/**
 * Asks the relay by a way. Whatever goes wrong is a problem: with a status of 500 or above the relay may or may not
 * have taken the request, with one below it has not. When the relay names properties of the contact that did not go
 * along, it is asked once more with them, and from then on they go along with every call.
 */
export function relayCaller(way: Way): CallRelay {
  let properties: readonly string[] = contactProperties
  return async (parameters) => {
    const answer = await answerInTime(way, parameters, properties)
    const missing = lookedAt(answer).filter((name) => !properties.includes(name))
    if (missing.length === 0) return answer
    const more = [...properties, ...missing]
    const fuller = await answerInTime(way, parameters, more)
    // HubSpot may not know a property that the relay was told to look at. What is there without it still shows.
    if (!fuller.ok) return answer
    properties = more
    return fuller
  }
}

function lookedAt(answer: CardAnswer<CardCall>): readonly string[] {
  return (answer.ok && 'properties' in answer.value && answer.value.properties) || []
}

async function answerInTime<Call extends CardCall>(
  way: Way,
  parameters: CallParameters<Call>,
  properties: readonly string[],
): Promise<CardAnswer<Call>> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const tooLate = new Promise<CardAnswer<Call>>((resolve) => {
    timer = setTimeout(() => resolve(noAnswer('no_answer', 'There was no answer in time.')), timeLimit)
  })
  try {
    return await Promise.race([way(parameters, properties), tooLate])
  } catch (error) {
    logger.error(`Call ${parameters.call} failed: ${error instanceof Error ? error.message : 'no reason given'}`)
    return noAnswer('call_failed', 'HubSpot could not reach the messaging service.')
  } finally {
    clearTimeout(timer)
  }
}
