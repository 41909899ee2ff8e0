import { Permanent, Temporary } from '../../errors.ts'
import { askVendor } from '../call-vendor.ts'
import { leavesDoubt } from '../leaves-doubt.ts'
import type { Line, ProviderContext } from '../provider.ts'
import { chertProblem } from './chert-problem.ts'
import { chertRequest } from './chert-request.ts'
import { refusal } from './refusals.ts'
import type { ChertSettings } from './settings.ts'

/** Reads something at Chert; what went wrong is thrown as `Temporary` or `Permanent`. */
export async function askChert(
  path: string,
  query: Record<string, string>,
  line: Line<ChertSettings>,
  context: ProviderContext,
): Promise<unknown> {
  const { url, request } = chertRequest(path, line, { query })
  const answer = await askVendor('Chert', url, request, context)
  if (answer.status === 200) return answer.json
  const { code, said, retryable, retryAfter } = chertProblem(answer, context.now())
  const meant = refusal(code, answer.status)
  if (retryable ?? (answer.status === 429 || (code === null && leavesDoubt(answer)) || answer.status >= 500)) {
    throw new Temporary(meant.code, `${meant.detail}${said}`, { retryAfter })
  }
  throw new Permanent(meant.code, `${meant.detail}${said}`, { blame: meant.blame })
}
