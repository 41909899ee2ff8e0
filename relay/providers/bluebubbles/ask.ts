import { Temporary } from '../../errors.ts'
import { answerWords } from '../answer-words.ts'
import { askVendor } from '../call-vendor.ts'
import type { Line, ProviderContext } from '../provider.ts'
import { endpoint } from './endpoint.ts'
import { dataOf, refusal } from './refusals.ts'
import type { BlueBubblesSettings } from './settings.ts'

/**
 * One question that changes nothing on the Mac: GET, or POST with a body. Gives the answer's `data`, null where there is
 * no such thing. Throws `Temporary` for every doubt and `Permanent` where the line is set up wrongly.
 */
export async function ask(
  target: { path: string; query?: Record<string, string>; body?: object },
  line: Line<BlueBubblesSettings>,
  context: ProviderContext,
): Promise<unknown> {
  const { path, query = {}, body } = target
  const posted = body && {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }
  const answer = await askVendor('BlueBubbles', endpoint(line, path, query), posted ?? {}, context)
  if (answer.status === 200) {
    const data = dataOf(answer.json)
    if (data === undefined) throw new Temporary('provider_failed', 'The answer of BlueBubbles cannot be read.')
    return data
  }
  if (answer.status === 404 && dataOf(answer.json) === undefined && isEnvelope(answer.json)) return null
  throw refusal(answer, context.now()) ?? new Temporary('provider_failed', answerWords('BlueBubbles', answer.status))
}

/** BlueBubbles' own "does not exist", not that of a proxy or tunnel before it. */
function isEnvelope(json: unknown): boolean {
  return typeof json === 'object' && json !== null && 'error' in json
}
