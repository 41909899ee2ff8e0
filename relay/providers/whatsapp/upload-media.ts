import { Compile } from 'typebox/compile'
import { Type } from 'typebox'
import { Permanent, Temporary } from '../../errors.ts'
import { answerWords } from '../answer-words.ts'
import { askVendor } from '../call-vendor.ts'
import { leavesDoubt } from '../leaves-doubt.ts'
import type { Attachment, Line, ProviderContext } from '../provider.ts'
import { graphError } from './graph-error.ts'
import { graph } from './graph.ts'
import type { WhatsAppSettings } from './settings.ts'

const uploaded = Compile(Type.Object({ id: Type.String({ minLength: 1 }) }))

/** Largest file of a kind, in bytes. Source: Meta's list of supported media types. */
const imageBytes = 5_000_000

/**
 * Gives Meta a file, which it keeps for thirty days, and returns the id that a message names it by. Nothing reaches the
 * person by this, so every doubt is `Temporary`.
 */
export async function uploadMedia(
  { content, contentType, name }: Attachment,
  line: Line<WhatsAppSettings>,
  context: ProviderContext,
): Promise<string> {
  if (contentType.startsWith('image/') && content.length > imageBytes) {
    throw new Permanent('attachment_too_large', 'WhatsApp carries pictures of up to 5 MB.')
  }
  const form = new FormData()
  form.set('messaging_product', 'whatsapp')
  form.set('type', contentType)
  form.set('file', new File([new Uint8Array(content)], name, { type: contentType }))
  const { url, authorization } = graph(line)
  const answer = await askVendor(
    'WhatsApp',
    url(`/${line.settings.phoneNumberId}/media`),
    { method: 'POST', headers: { authorization }, body: form },
    context,
  )
  if (leavesDoubt(answer)) throw new Temporary('provider_failed', answerWords('WhatsApp', answer.status))
  if (answer.status < 200 || answer.status >= 300) throw graphError(answer, context.now())
  if (!uploaded.Check(answer.json)) throw new Temporary('provider_failed', "WhatsApp's answer cannot be read.")
  return answer.json.id
}
