import { answerWords } from '../answer-words.ts'
import { callVendor } from '../call-vendor.ts'
import { leavesDoubt } from '../leaves-doubt.ts'
import { peekText } from '../peek.ts'
import type { Line, Outgoing, ProviderContext, SendOutcome } from '../provider.ts'
import { compose } from './compose.ts'
import { graphError } from './graph-error.ts'
import { graph } from './graph.ts'
import type { WhatsAppSettings } from './settings.ts'
import { uploadMedia } from './upload-media.ts'

/** Posts one message. The Cloud API has no idempotency, so whatever leaves doubt is `unknown` and never `Temporary`. */
export async function send(
  message: Outgoing,
  line: Line<WhatsAppSettings>,
  context: ProviderContext,
): Promise<SendOutcome> {
  const { url, authorization } = graph(line)
  const composed = await withFile(message, line, context)
  const answer = await callVendor(
    'WhatsApp',
    url(`/${line.settings.phoneNumberId}/messages`),
    {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify(composed),
    },
    context,
  )
  if ('doubt' in answer) return { outcome: 'unknown', reason: answer.doubt }
  const { status, json } = answer
  if (leavesDoubt(answer)) return { outcome: 'unknown', reason: answerWords('WhatsApp', status) }
  if (status < 200 || status >= 300) throw graphError(answer, context.now())
  const providerId = peekText(json, 'messages', 0, 'id')
  if (providerId === undefined) return { outcome: 'unknown', reason: `WhatsApp's answer (${status}) cannot be read` }
  return { outcome: 'accepted', providerId, status: 'sending' }
}

/** What cannot go is refused before its file is uploaded; a template in its place carries none. */
async function withFile(message: Outgoing, line: Line<WhatsAppSettings>, context: ProviderContext) {
  const composed = compose(message, context.now())
  const [attachment] = message.attachments ?? []
  if (!attachment || 'template' in composed) return composed
  return compose(message, context.now(), await uploadMedia(attachment, line, context))
}
