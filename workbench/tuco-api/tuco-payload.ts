import { parentMessages, type TucoMessage, type TucoReply } from './tuco-history.ts'

/** Tuco describes its webhooks in two ways, and an older text has the reply as an object. */
export type TucoForm = 'flat' | 'nested' | 'object'

/** A reply as a webhook tells it. */
export function replyPayload(
  form: TucoForm,
  reply: TucoReply,
  sent: readonly TucoMessage[],
  timestamp: string,
): object {
  const head = { event: 'message.reply', timestamp, workspaceId: 'org_1' }
  const { id, lineId, phone, words, at } = reply
  const attachments = {
    attachmentUrls: reply.files.map(({ url }) => url),
    attachmentNames: reply.files.map(({ name }) => name),
  }
  if (form === 'nested') {
    const rest = {
      status: 'received',
      lineId,
      firstName: 'Jane',
      lastName: 'Doe',
      ...attachments,
    }
    return { ...head, timestamp: at, data: { messageId: id, recipientPhone: phone, message: words, ...rest } }
  }
  const parents = parentMessages(sent, phone, 2)
  const row = {
    leadId: `lead-${phone}`,
    messageId: id,
    respondedAtUtc: at,
    recipientEmail: null,
    recipientPhone: phone,
  }
  return {
    ...head,
    messageId: id,
    leadId: `lead-${phone}`,
    firstName: 'Jane',
    lastName: 'Doe',
    phone,
    fromLineId: lineId,
    recipientName: 'Jane Doe',
    repliedAtUtc: at,
    ...(reply.files.length > 0 ? attachments : {}),
    parentMessages: parents,
    message: form === 'object' ? { ...row, message: words, direction: 'received' } : words,
    data: { reply: { ...row, parentMessages: parents }, repliedAtUtc: at, parentMessages: parents },
    lead: { firstName: 'Jane', lastName: 'Doe', phone },
  }
}

/** What became of a message as a webhook tells it. */
export function statusPayload(
  form: TucoForm,
  event: string,
  message: TucoMessage,
  timestamp: string,
  said?: string,
): object {
  const head = { event, timestamp, workspaceId: 'org_1' }
  const why = said === undefined ? {} : event === 'message.failed' ? { error: said } : { reason: said }
  if (form === 'nested') {
    const { _id: messageId, recipientPhone, message: words, status, fromLineId: lineId } = message
    return { ...head, data: { messageId, recipientPhone, message: words, status, lineId, ...why } }
  }
  const whole = { ...message, ...(said === undefined ? {} : { errorMessage: said }) }
  return { ...head, messageId: message._id, message: whole, leadId: `lead-${message.recipientPhone}`, data: why }
}
