import type { Logger } from 'pino'
import type { MoveNeeds } from '../message/move.ts'
import { storeReplies } from '../message/store-replies.ts'
import { readKeyword } from '../policy/keyword.ts'
import { receivedFile } from '../providers/received-file.ts'
import type { PortalDb } from '../store/database.ts'
import { newId } from '../store/id.ts'
import { storable } from '../store/storable.ts'
import { storeConsents } from '../store/contact/store-consents.ts'
import { setTasks } from '../store/jobs/tasks.ts'
import { repliesOf, type Matches, type ReadItem, type Times } from './read-item.ts'

/** Stores replies and what they say of consent. One of nobody's is matched again once HubSpot's search knows of whoever is new. */
export async function takeReplies(
  tx: PortalDb,
  open: ReadItem[],
  matches: Matches,
  times: Times,
  needs: Pick<MoveNeeds, 'jobs' | 'timelineGather'> & { log: Logger; timelineDoubt: number },
): Promise<void> {
  const replies = open.flatMap(({ line, events }) =>
    repliesOf(events).flatMap((reply) => {
      const matched = matches.get(reply)
      if (!matched) return []
      const keyword = reply.made ? null : readKeyword(reply.body, line.channel)
      // The provider's own word comes first: it has acted on it.
      const consent = reply.consent ?? (keyword === 'ask' ? null : keyword)
      return [{ line, reply, consent, ...matched, id: newId(times.now.getTime()) }]
    }),
  )
  if (replies.length === 0) return
  const stored = await storeReplies(
    tx,
    replies.map(({ line, reply, consent, address, match, id }) => ({
      id,
      lineId: line.id,
      channel: line.channel,
      address,
      subject: reply.subject && storable(reply.subject),
      body: storable(reply.body),
      providerId: reply.providerId,
      conversation: match.conversation,
      attachments: (reply.attachments ?? []).map(receivedFile).map(({ url, contentType, name }) => ({
        url: url && storable(url),
        contentType: storable(contentType),
        name: storable(name),
      })),
      unmatched: match.unmatched,
      consent,
      at: reply.at,
    })),
    needs,
  )
  const fresh = replies.filter(({ id }) => stored.has(id))
  const again = { portalId: tx.portalId, kind: 'match-reply', data: {}, delay: needs.timelineDoubt } as const
  const unmatched = fresh.filter(({ match }) => match.unmatched !== null)
  await setTasks(
    tx,
    needs.jobs,
    unmatched.map(({ id: key }) => ({ ...again, key })),
  )
  await storeConsents(
    tx,
    fresh.flatMap(({ line, reply, consent: state, address, id: messageId }) =>
      state ? [{ channel: line.channel, address, state, messageId, at: reply.at }] : [],
    ),
  )
  for (const { line, match, id } of unmatched) {
    needs.log.warn(
      { messageId: id, lineId: line.id, reason: match.unmatched },
      'reply matched nobody; it waits for a person',
    )
  }
}
