import { membersOf, type Members } from '../members.ts'

/** One reply out of Tuco's history, with what it takes to tell it as a webhook would. */
export interface LeadReply {
  id: string
  at: Date
  words: string
  /** What was written to the person before, newest first. */
  parents: readonly Parent[]
  row: Members
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
  const row = membersOf(item)
  const parents = row
    .list('parentMessages')
    .flatMap(parentOf)
    .sort((one, other) => timeOf(other) - timeOf(one))
  const earlier = row.list('recentReplies').map((reply) => ({ reply, members: membersOf(reply) }))
  const echoed = earlier.find(({ members }) => members.text('messageId') === row.text('messageId'))
  const newest = {
    id: row.text('messageId'),
    text: row.text('message') ?? echoed?.members.text('message'),
    at: row.date('respondedAtUtc') ?? echoed?.members.date('receivedAtUtc'),
    whole: item,
  }
  const others = earlier
    .filter((one) => one !== echoed)
    .map(({ reply, members }) => ({
      id: members.text('messageId'),
      text: members.text('message'),
      at: members.date('receivedAtUtc'),
      whole: { recipientPhone: row.text('recipientPhone'), recentReplies: [reply] },
    }))
  const replies: LeadReply[] = []
  const odd: unknown[] = []
  for (const { id, text = '', at, whole } of [newest, ...others]) {
    if (id === undefined || at === undefined) {
      odd.push(whole)
      continue
    }
    const words = whole !== item && text.length >= cut ? `${text} […]` : text
    replies.push({ id, at, words, parents: parents.filter((parent) => timeOf(parent) <= at.getTime()), row })
  }
  return { replies, odd, parents }
}

function parentOf(value: unknown): Parent[] {
  const parent = membersOf(value)
  const messageId = parent.text('messageId')
  if (messageId === undefined) return []
  return [{ messageId, sentAtUtc: parent.date('sentAtUtc')?.toISOString(), batchId: parent.text('batchId') }]
}

function timeOf({ sentAtUtc }: Parent): number {
  return sentAtUtc === undefined ? 0 : Date.parse(sentAtUtc)
}
