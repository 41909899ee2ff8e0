import type { Logger } from 'pino'
import type { Account } from '../account/account.ts'
import { completeReplies } from '../message/complete-replies.ts'
import { keepConsents } from '../message/keep-consents.ts'
import { keepQuestions } from '../message/keep-questions.ts'
import { markConsents } from '../message/mark-consents.ts'
import type { MoveNeeds } from '../message/move.ts'
import { storeReplies, type NewReply } from '../message/store-replies.ts'
import type { Line } from '../providers/provider.ts'
import type { PortalDb } from '../store/database.ts'
import { newId } from '../store/id.ts'
import { storable } from '../store/storable.ts'
import { setTasks } from '../store/jobs/tasks.ts'
import { asStoredFiles } from './as-stored-files.ts'
import { consentOf, type Said } from './consent-of.ts'
import { normaliseSender } from './normalise-sender.ts'
import { provenSender, repliesOf, type Matches, type ReadItem, type Reply, type Times } from './read-item.ts'

export interface RepliesNeeds extends MoveNeeds {
  log: Logger
  timelineDoubt: number
  account: Pick<Account, 'country'>
}

/**
 * Stores replies and what they say of consent; one that is here is completed by what is new in it. One of nobody's is matched again once
 * HubSpot's search knows of whoever is new; what was set aside is nobody's, and says nothing, before a person says so.
 */
export async function takeReplies(
  tx: PortalDb,
  open: ReadItem[],
  matches: Matches,
  times: Times,
  needs: RepliesNeeds,
): Promise<void> {
  const told = open.flatMap(({ line, events, named }) =>
    repliesOf(events).map((reply) => {
      const matched = matches.get(reply)
      const address = matched?.address ?? normaliseSender(reply.from, needs.account.country)
      return { line, reply, matched, address, named: named?.get(reply) }
    }),
  )
  const adding = told.flatMap((one) => (one.reply.completes ? [newReply(one, times)] : []))
  const replies = told.flatMap((one) => {
    const { reply, matched } = one
    if (reply.completes) return []
    if (reply.aside !== undefined) return [asideOf(one, times)]
    if (!matched) return []
    // What only says that somebody writes from elsewhere now is nothing to anybody who does not know them.
    if (matched.match.conversation === null && reply.providerId.startsWith('moved:')) return []
    const { conversation, unmatched } = matched.match
    return [{ ...newReply(one, times), conversation, unmatched }]
  })
  if (replies.length === 0) return completeOld(tx, adding, needs)
  const stored = await storeReplies(tx, replies, needs)
  const fresh = replies.filter(({ id }) => stored.has(id))
  const again = { portalId: tx.portalId, kind: 'match-reply', data: {}, delay: needs.timelineDoubt } as const
  const unmatched = fresh.filter((one) => one.unmatched !== null)
  await setTasks(
    tx,
    needs.jobs,
    unmatched.map(({ id: key }) => ({ ...again, key })),
  )
  await keepConsents(
    tx,
    fresh.flatMap(({ channel, address, consent: state, of, id: messageId, at }) =>
      state ? [{ channel, address, state, messageId, of, at }] : [],
    ),
  )
  await keepQuestions(tx, fresh)
  await completeOld(tx, [...replies.filter(({ id }) => !stored.has(id)), ...adding], needs)
  for (const { lineId, unmatched: reason, id } of unmatched) {
    needs.log.warn({ messageId: id, lineId, reason }, 'reply matched nobody; it waits for a person')
  }
}

/**
 * Words that come in the place of provisional ones are read for a word on consent as if they had come at once. What anybody may have sent under the id
 * of somebody's message completes nothing.
 */
async function completeOld(tx: PortalDb, old: Read[], needs: RepliesNeeds): Promise<void> {
  const believed = old.filter(({ proof }) => proof === null)
  const completed = await completeReplies(tx, believed, needs)
  const said = completed.flatMap(({ index, messageId, address, body }) => {
    const { channel, consent: state, of, aside, at } = believed[index]!
    return body !== null && state && !aside ? [{ channel, address, state, messageId, of, at }] : []
  })
  await markConsents(tx, said)
  await keepConsents(tx, said)
}

/** A reply with what it says of consent. */
type Read = NewReply & Said

interface Told {
  line: Line
  reply: Reply
  matched: ReturnType<Matches['get']>
  address: string
  named: string | undefined
}

function asideOf(told: Told, times: Times): Read {
  const contactId = told.matched?.match.conversation?.contactId ?? null
  const aside = { reason: storable(told.reply.aside ?? ''), contactId }
  return { ...newReply(told, times), aside, consent: null, asks: false }
}

function newReply({ line, reply, address, named }: Told, { now }: Times): Read {
  return {
    id: newId(now.getTime()),
    lineId: line.id,
    channel: line.channel,
    address,
    subject: reply.subject && storable(reply.subject),
    body: storable(reply.body),
    providerId: reply.providerId,
    conversation: null,
    attachments: asStoredFiles(reply.attachments),
    unmatched: null,
    made: reply.made ?? false,
    provisional: reply.provisional ?? false,
    aside: null,
    service: reply.service ?? null,
    original: reply.original === undefined ? null : storable(reply.original),
    proof: provenSender(reply, address, named) ? null : reply.proof === 'fail' ? 'fail' : 'none',
    at: reply.at,
    ...consentOf(reply, line.channel, address, named),
  }
}
