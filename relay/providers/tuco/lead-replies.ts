import { Type, type Static } from 'typebox'
import { TucoParent } from './tuco-event.ts'

const text = Type.Optional(Type.Union([Type.String(), Type.Null()]))

/** A row of Tuco's history: one for each person, with the newest reply and up to ten before it, newest first. */
export const LeadReplies = Type.Object({
  messageId: Type.String({ minLength: 1 }),
  message: text,
  respondedAtUtc: Type.String(),
  recipientPhone: text,
  recipientEmail: text,
  recentReplies: Type.Optional(
    Type.Array(Type.Object({ messageId: Type.String({ minLength: 1 }), message: text, receivedAtUtc: Type.String() })),
  ),
  parentMessages: Type.Optional(Type.Array(TucoParent)),
})
export type LeadReplies = Static<typeof LeadReplies>

/** One reply out of a row. */
export interface LeadReply {
  id: string
  at: Date
  words: string
  /** What was written to the person before, newest first. */
  parents: TucoParent[]
  row: LeadReplies
}

/** Tuco cuts all but the newest reply off here. */
const cut = 200

/** The replies in a row, each with what it can be an answer to. */
export function leadReplies(row: LeadReplies): LeadReply[] {
  const parents = [...(row.parentMessages ?? [])].sort((one, other) => timeOf(other) - timeOf(one))
  const newest = { messageId: row.messageId, message: row.message, receivedAtUtc: row.respondedAtUtc }
  const others = (row.recentReplies ?? []).filter(({ messageId }) => messageId !== row.messageId)
  const echoed = row.recentReplies?.find(({ messageId }) => messageId === row.messageId)
  return [{ ...newest, message: row.message ?? echoed?.message }, ...others].map((reply, index) => {
    const at = new Date(reply.receivedAtUtc)
    const words = reply.message ?? ''
    return {
      id: reply.messageId,
      at,
      words: index > 0 && words.length >= cut ? `${words} […]` : words,
      parents: parents.filter((parent) => timeOf(parent) <= at.getTime()),
      row,
    }
  })
}

function timeOf({ sentAtUtc }: TucoParent): number {
  const time = new Date(sentAtUtc ?? 0).getTime()
  return Number.isNaN(time) ? 0 : time
}
