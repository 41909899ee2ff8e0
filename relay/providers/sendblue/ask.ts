import { Temporary } from '../../errors.ts'
import { answerWords } from '../answer-words.ts'
import { askVendor } from '../call-vendor.ts'
import type { Line, ProviderContext } from '../provider.ts'
import { refusal } from './refusals.ts'
import { request } from './request.ts'
import type { SendblueSettings } from './settings.ts'

/** One question that changes nothing at Sendblue. Throws `Temporary` for every doubt, `Permanent` for a wrong setup. */
export async function ask(
  path: string,
  query: Record<string, string>,
  line: Line<SendblueSettings>,
  context: ProviderContext,
): Promise<unknown> {
  const answer = await askVendor('Sendblue', ...request(line, path, { query }), context)
  if (answer.status === 200 && answer.json !== undefined) return answer.json
  throw refusal(answer, context.now()) ?? new Temporary('provider_failed', answerWords('Sendblue', answer.status))
}
