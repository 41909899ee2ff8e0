import { Permanent, Temporary } from '../../errors.ts'
import { answerWords } from '../answer-words.ts'
import { askVendor } from '../call-vendor.ts'
import { leavesDoubt } from '../leaves-doubt.ts'
import type { Line, ProviderContext } from '../provider.ts'
import { refusalOf } from './refusals.ts'
import { sendsmsRequest } from './sendsms-request.ts'
import type { KannelSettings } from './settings.ts'

/**
 * Asks Kannel to send to nobody: it looks at user and password first, and only then misses the receiver. Where it posts replies it tells
 * nobody.
 */
export async function testLine(line: Line<KannelSettings>, context: ProviderContext): Promise<string> {
  const { url, request } = sendsmsRequest(line, { 'x-kannel-from': line.address }, 'test')
  const { status, text } = await askVendor('Kannel', url, request, context)
  if (status === 400 && text.startsWith('Missing receiver')) {
    return `Kannel does not tell where it posts replies: let post-url in its sms-service begin with ${line.callbackUrl}/ and the webhook token.`
  }
  if (status === 429 || leavesDoubt({ status, text })) {
    throw new Temporary('provider_failed', answerWords('Kannel', status))
  }
  const refusal = refusalOf(status, text)
  if (refusal?.blame === 'line') throw new Permanent(refusal.code, refusal.detail, { blame: 'line' })
  throw new Permanent('provider_url_wrong', 'What answers at this address is not sendsms of Kannel.', { blame: 'line' })
}
