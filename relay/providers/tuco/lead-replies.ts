import { loose } from '../loose.ts'

/** One reply out of Tuco's history, with what it takes to tell it as a webhook would. */
export interface LeadReply {
  id: string
  at: Date
  words: string
  /** What was written to the person before, newest first. */
  parents: readonly Parent[]
  row: Readonly<Record<string, unknown>>
}

/** One of Tuco's own texts to the person. */
export interface Parent {
  messageId: string
  sentAtUtc: string | undefined
  batchId: string | undefined
}

/** Tuco cuts all but the newest reply off here. */
const cut = 200

/**
 * The replies in a row of Tuco's history: one row for each person, with the newest reply and up to ten before it, newest first. `odd` are
 * those that bear no id or no time, each in its row.
 */
export function leadReplies(item: unknown): { replies: LeadReply[]; odd: unknown[]; parents: readonly Parent[] } {
  const row = loose.record(item)
  const parents = loose
    .list(row.parentMessages)
    .flatMap(parentOf)
    .sort((one, other) => timeOf(other) - timeOf(one))
  const earlier = loose.list(row.recentReplies).map(loose.record)
  const id = loose.text(row.messageId)
  const echoed = earlier.find(({ messageId }) => messageId === id)
  const newest = {
    messageId: id,
    message: loose.text(row.message) ?? echoed?.message,
    receivedAtUtc: row.respondedAtUtc ?? echoed?.receivedAtUtc,
  }
  const replies: LeadReply[] = []
  const odd: unknown[] = []
  for (const [index, reply] of [newest, ...earlier.filter((one) => one !== echoed)].entries()) {
    const replyId = loose.text(reply.messageId)
    const at = loose.time(reply.receivedAtUtc)
    if (replyId === undefined || at === undefined) {
      odd.push(index === 0 ? item : { ...row, recentReplies: [reply] })
      continue
    }
    const text = loose.text(reply.message) ?? ''
    const words = index > 0 && text.length >= cut ? `${text} […]` : text
    const before = parents.filter((parent) => timeOf(parent) <= at.getTime())
    replies.push({ id: replyId, at, words, parents: before, row })
  }
  return { replies, odd, parents }
}

function parentOf(value: unknown): Parent[] {
  const parent = loose.record(value)
  const messageId = loose.text(parent.messageId)
  if (messageId === undefined) return []
  return [{ messageId, sentAtUtc: loose.text(parent.sentAtUtc), batchId: loose.text(parent.batchId) }]
}

function timeOf({ sentAtUtc }: Parent): number {
  return loose.time(sentAtUtc)?.getTime() ?? 0
}
