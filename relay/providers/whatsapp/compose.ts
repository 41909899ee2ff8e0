import { Permanent } from '../../errors.ts'
import type { Attachment, Outgoing } from '../provider.ts'
import { serviceWindow } from '../service-window.ts'
import { refusal } from './refusals.ts'

const longestCaption = 1024

/**
 * A message as the Cloud API takes it: free text or a file while the person's 24 hours run, else the template. `mediaId`
 * is what Meta called the file when it was uploaded. Throws `Permanent` for what may not or cannot go.
 */
export function compose(message: Outgoing, now: Date, mediaId?: string): Record<string, unknown> {
  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...recipient(message.to),
    ...content(message, now, mediaId),
    // Comes back with every status of this message.
    biz_opaque_callback_data: message.reference,
  }
}

/**
 * A person who hides the number has a business-scoped id (`US.1349…`), which goes into a field of its own. In `to` Meta
 * would take it for a number, say yes, and deliver it to nobody.
 */
function recipient(to: string): Record<string, string> {
  if (/^\+?\d{6,15}$/.test(to)) return { to }
  if (/^[A-Z]{2}\.[A-Za-z0-9.]{1,140}$/.test(to)) return { recipient: to }
  throw new Permanent('recipient_invalid', 'WhatsApp needs a phone number with its country code.', { blame: 'address' })
}

function content(message: Outgoing, now: Date, mediaId: string | undefined): Record<string, unknown> {
  const { body, template, attachments = [] } = message
  const window = serviceWindow(message, now)
  if (window !== 'open' && template) {
    const parameters = template.parameters.map((text) => ({ type: 'text', text }))
    const components = parameters.length > 0 ? [{ type: 'body', parameters }] : []
    return { type: 'template', template: { name: template.name, language: { code: template.language }, components } }
  }
  if (window === 'closed') {
    const { code, detail } = refusal(131047)
    throw new Permanent(code, detail)
  }
  const [attachment, another] = attachments
  if (another) throw new Permanent('too_many_attachments', 'WhatsApp carries one attachment a message.')
  if (attachment) return file(attachment, body, mediaId)
  return { type: 'text', text: { body, preview_url: /https?:\/\//.test(body) } }
}

function file({ contentType, name }: Attachment, caption: string, id: string | undefined): Record<string, unknown> {
  const kind = /^(image|video|audio)\//.exec(contentType)?.[1] ?? 'document'
  if (kind === 'audio' && caption !== '') {
    throw new Permanent('caption_impossible', 'WhatsApp carries no text with a sound file. Send the text by itself.')
  }
  if (caption.length > longestCaption) {
    throw new Permanent('caption_too_long', `With a file WhatsApp carries ${longestCaption} characters of text.`)
  }
  const text = caption === '' ? {} : { caption }
  return { type: kind, [kind]: { id, ...text, ...(kind === 'document' ? { filename: name } : {}) } }
}
