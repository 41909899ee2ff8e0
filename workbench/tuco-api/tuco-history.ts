/** A message of ours as Tuco keeps it. */
export interface TucoMessage {
  _id: string
  message: string
  messageType: string
  status: string
  fromLineId: string
  recipientPhone: string
  batchId: string | null
  attachmentUrls: string[]
  sentAt: string
}

export interface TucoReply {
  id: string
  lineId: string
  phone: string
  words: string
  files: { url: string; name: string }[]
  at: string
}

const cut = (words: string) => words.slice(0, 200)

/** What we wrote to a person, as replies show it: the newest first, cut off. */
export function parentMessages(sent: readonly TucoMessage[], phone: string, count: number): object[] {
  return sent
    .filter(({ recipientPhone }) => recipientPhone === phone)
    .slice(-count)
    .reverse()
    .map(({ _id, message, sentAt, batchId }) => ({
      messageId: _id,
      message: cut(message),
      sentAtUtc: sentAt,
      batchId,
      stepIndex: null,
    }))
}

/** `GET /api/replies`: a row for each person, by newest reply, with ten replies at most, of which all but the first are cut. */
export function replyRows(
  replies: readonly TucoReply[],
  sent: readonly TucoMessage[],
): { recipientPhone: string; [member: string]: unknown }[] {
  const people = new Map<string, TucoReply[]>()
  for (const reply of [...replies].reverse()) people.set(reply.phone, [...(people.get(reply.phone) ?? []), reply])
  return [...people.values()].map((theirs) => {
    const [newest] = theirs
    return {
      leadId: `lead-${newest?.phone}`,
      messageId: newest?.id,
      message: newest?.words,
      respondedAtUtc: newest?.at,
      recipientPhone: newest?.phone ?? '',
      recipientEmail: null,
      name: newest?.phone,
      recentReplies: theirs
        .slice(0, 10)
        .map(({ id, words, at }) => ({ messageId: id, message: cut(words), receivedAtUtc: at })),
      parentMessages: parentMessages(sent, newest?.phone ?? '', 10),
    }
  })
}
