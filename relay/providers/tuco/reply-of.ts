import { Invalid } from '../../errors.ts'
import { publicUrl } from '../public-url.ts'
import type { ProviderEvent, ReceivedAttachment } from '../provider.ts'
import { typeOfName } from '../type-of-name.ts'
import type { TucoEvent } from './tuco-event.ts'

/** What a person wrote back. Tuco tells of nobody else's words, so there are no echoes to sort out. */
export function replyOf(event: TucoEvent, at: Date): ProviderEvent {
  const { data } = event
  const whole = typeof event.message === 'object' ? event.message : null
  const words =
    typeof event.message === 'string' ? event.message : (whole?.message ?? data?.message ?? data?.reply?.message)
  const providerId = event.messageId ?? data?.reply?.messageId ?? whole?.messageId ?? data?.messageId
  const from = senderOf(event)
  if (!providerId || !from) throw new Invalid('unreadable_delivery', 'The reply names no sender or has no id.')
  const parents = (event.parentMessages ?? data?.parentMessages ?? []).map(({ messageId }) => messageId)
  const answers = [...new Set([event.originalMessageId, ...parents].filter((id) => id != null && id !== ''))]
  const attachments = attachmentsOf(event)
  return {
    kind: 'reply',
    providerId,
    from,
    body: words ?? '',
    subject: null,
    at,
    ...(answers.length > 0 ? { answers: answers.flatMap((id) => id ?? []) } : {}),
    ...(attachments.length > 0 ? { attachments } : {}),
  }
}

/** The address that wrote, by which the history names it, too; then the one Tuco keeps for the person. */
function senderOf(event: TucoEvent): string | undefined {
  const { data } = event
  const whole = typeof event.message === 'object' ? event.message : null
  for (const place of [data?.reply, whole, data, event]) {
    const address = place?.recipientPhone ?? place?.recipientEmail
    if (address) return address
  }
  return event.phone ?? undefined
}

function attachmentsOf(event: TucoEvent): ReceivedAttachment[] {
  const whole = typeof event.message === 'object' ? event.message : null
  const place = [whole, event.data, event].find((one) => one?.attachmentUrls?.length)
  return (place?.attachmentUrls ?? []).map((url, index) => {
    const name = place?.attachmentNames?.[index] ?? URL.parse(url)?.pathname.split('/').at(-1) ?? ''
    return { url: publicUrl(url), contentType: typeOfName(name), name: name || 'attachment' }
  })
}
