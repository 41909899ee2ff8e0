import type { CountryCode } from 'libphonenumber-js'
import type { Logger } from 'pino'
import { completeReplies } from '../message/complete-replies.ts'
import { markConsents } from '../message/mark-consents.ts'
import type { MoveNeeds } from '../message/move.ts'
import { storeReplies, type NewReply } from '../message/store-replies.ts'
import { readKeyword } from '../policy/keyword.ts'
import type { Line } from '../providers/provider.ts'
import type { PortalDb } from '../store/database.ts'
import { newId } from '../store/id.ts'
import { storable } from '../store/storable.ts'
import { setTasks } from '../store/jobs/tasks.ts'
import { asStoredFiles } from './as-stored-files.ts'
import { consentOf } from './consent-of.ts'
import { keepConsents } from './keep-consents.ts'
import { keepQuestions } from './keep-questions.ts'
import { normaliseSender } from './normalise-sender.ts'
import { repliesOf, type Matches, type ReadItem, type Reply, type Times } from './read-item.ts'

export interface RepliesNeeds extends MoveNeeds {
  log: Logger
  timelineDoubt: number
  defaultCountry: CountryCode
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
  const adding = open.flatMap(({ line, events }) =>
    repliesOf(events).flatMap((reply) => (reply.completes ? [newReply(line, reply, '', times)] : [])),
  )
  const replies = open.flatMap(({ line, events }) =>
    repliesOf(events).flatMap((reply) => {
      if (reply.completes) return []
      const matched = matches.get(reply)
      if (reply.aside !== undefined) return [{ ...asideOf(line, reply, matched, times, needs), asks: false }]
      if (!matched) return []
      // What only says that somebody writes from elsewhere now is nothing to anybody who does not know them.
      if (matched.match.conversation === null && reply.providerId.startsWith('moved:')) return []
      const { conversation, unmatched } = matched.match
      const said = consentOf(reply, line.channel)
      const asks = said === 'ask'
      const consent = asks ? null : said
      return [{ ...newReply(line, reply, matched.address, times), conversation, unmatched, consent, asks }]
    }),
  )
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
    fresh.flatMap(({ channel, address, consent: state, id: messageId, at }) =>
      state ? [{ channel, address, state, messageId, at }] : [],
    ),
  )
  await keepQuestions(tx, fresh)
  await completeOld(tx, [...replies.filter(({ id }) => !stored.has(id)), ...adding], needs)
  for (const { lineId, unmatched: reason, id } of unmatched) {
    needs.log.warn({ messageId: id, lineId, reason }, 'reply matched nobody; it waits for a person')
  }
}

/** Words that come in the place of provisional ones are read for a word on consent as if they had come at once. */
async function completeOld(tx: PortalDb, old: NewReply[], needs: RepliesNeeds): Promise<void> {
  const completed = await completeReplies(tx, old, needs)
  const said = completed.flatMap(({ index, messageId, address, body }) => {
    const { channel, made, aside, at } = old[index]!
    const state = body === null || made || aside ? null : readKeyword(body, channel)
    return state && state !== 'ask' ? [{ channel, address, state, messageId, at }] : []
  })
  await markConsents(tx, said)
  await keepConsents(tx, said)
}

function asideOf(
  line: Line,
  reply: Reply,
  matched: ReturnType<Matches['get']>,
  times: Times,
  needs: RepliesNeeds,
): NewReply {
  const address = matched?.address ?? normaliseSender(reply.from, needs.defaultCountry)
  const contactId = matched?.match.conversation?.contactId ?? null
  return { ...newReply(line, reply, address, times), aside: { reason: storable(reply.aside ?? ''), contactId } }
}

function newReply(line: Line, reply: Reply, address: string, { now }: Times): NewReply {
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
    consent: null,
    made: reply.made ?? false,
    provisional: reply.provisional ?? false,
    aside: null,
    service: reply.service ?? null,
    original: reply.original === undefined ? null : storable(reply.original),
    at: reply.at,
  }
}
