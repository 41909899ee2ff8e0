import type { Channel } from '../../../contract/channel.ts'
import { spellingsOf } from '../../person/spellings-of.ts'
import type { PortalDb } from '../database.ts'
import { listed } from '../listed.ts'
import { isUndecided } from './is-undecided.ts'

interface Named {
  channel: Channel
  address: string
}

/**
 * What an address said may be an opt-out, and a person is to decide: of each message by itself. Whoever has said plainly since what they want
 * leaves nothing to decide, in whichever order that was taken. `messageId` may be the delivery that brings it, while it is no message yet.
 */
export async function storeConsentQuestions(
  tx: PortalDb,
  asked: readonly (Named & { messageId: string; at: Date })[],
): Promise<void> {
  if (asked.length === 0) return
  await tx.query(
    `insert into consent_question (portal_id, channel, address, message_id, at)
     select distinct on (channel, address, message_id) $1, channel, address, message_id, at
     from ${listed('$2', `channel text, address text, names text[], message_id uuid, at timestamptz`)} as x
     where not exists (select from consent c where c.portal_id = $1 and c.channel = x.channel
                         and c.address = any(x.names) and c.at > x.at)
     order by channel, address, message_id, at desc
     on conflict do nothing`,
    [
      tx.portalId,
      JSON.stringify(
        asked.map(({ channel, address, messageId, at }) => {
          return { channel, address, names: spellingsOf(address), message_id: messageId, at }
        }),
      ),
    ],
  )
}

/** The channels among these on which a person has still to decide. */
export async function readConsentQuestions(portal: PortalDb, addresses: readonly Named[]): Promise<Channel[]> {
  if (addresses.length === 0) return []
  const rows = await portal.query<{ channel: Channel }>(
    `select distinct x.channel from ${listed('$2', `channel text, names text[]`)} as x
     where ${isUndecided({ portal: '$1::bigint', channel: 'x.channel', names: 'x.names' })}`,
    [
      portal.portalId,
      JSON.stringify(addresses.map(({ channel, address }) => ({ channel, names: spellingsOf(address) }))),
    ],
  )
  return rows.map((row) => row.channel)
}

/** The question that this message asked is decided: about whom; null where none is open. */
export async function endConsentQuestion(tx: PortalDb, messageId: string): Promise<Named | null> {
  const [row] = await tx.query<Named & Record<string, unknown>>(
    'delete from consent_question where portal_id = $1 and message_id = $2 returning channel, address',
    [tx.portalId, messageId],
  )
  return row ? { channel: row.channel, address: row.address } : null
}

/** These have said plainly what they want: of what they said until then nothing is left to decide. */
export async function dropConsentQuestions(tx: PortalDb, told: readonly (Named & { at: Date })[]): Promise<void> {
  if (told.length === 0) return
  await tx.query(
    `delete from consent_question q using ${listed('$2', `channel text, names text[], at timestamptz`)} as x
     where q.portal_id = $1 and q.channel = x.channel and q.address = any(x.names) and q.at <= x.at`,
    [
      tx.portalId,
      JSON.stringify(told.map(({ channel, address, at }) => ({ channel, names: spellingsOf(address), at }))),
    ],
  )
}
