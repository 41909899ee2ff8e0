import { Permanent, Temporary } from '../../errors.ts'
import { answerWords } from '../answer-words.ts'
import { askVendor } from '../call-vendor.ts'
import type { Line, ProviderContext } from '../provider.ts'
import { retryAfter } from '../retry-after.ts'
import { account } from './account.ts'
import { refusal } from './refusals.ts'
import type { TwilioSettings } from './settings.ts'

/** Reads a resource of the account as JSON. Throws `Permanent` where the login is wrong, else `Temporary`. */
export async function askTwilio(url: URL, line: Line<TwilioSettings>, context: ProviderContext): Promise<unknown> {
  const { authorization } = account(line)
  const { status, headers, json } = await askVendor('Twilio', url, { headers: { authorization } }, context)
  if (status === 200 && json !== undefined) return json
  if (status === 401 || status === 403 || status === 404) {
    const { code, detail } = refusal(status === 404 ? 20404 : null, status)
    throw new Permanent(code, detail, { blame: 'line' })
  }
  throw new Temporary('provider_failed', answerWords('Twilio', status), {
    retryAfter: retryAfter(headers, context.now()),
  })
}
