import type { Channel } from '../../../contract/channel.ts'
import { spellingsOf } from '../../person/spellings-of.ts'
import type { PortalDb } from '../database.ts'
import { listed } from '../listed.ts'
import { isOptedOut } from './is-opted-out.ts'
import { storeConsents, type Consent } from './store-consents.ts'

/** Somebody is to be written to at `to` from `at` on, no longer at `from`. */
interface Moved {
  channel: Channel
  from: string
  to: string
  at: Date
}

/** An opt-out follows its person to another address, as of when it was said; what they said there since stands. */
export async function followOptOuts(portal: PortalDb, moves: readonly Moved[]): Promise<void> {
  if (moves.length === 0) return
  const out = await portal.query<Omit<Consent, 'state'> & Record<string, unknown>>(
    `select x.channel, x.address, said.message_id as "messageId", coalesce(said.at, forgotten.at, x.at) as at
     from ${listed('$2', 'channel text, address text, names text[], at timestamptz')} as x
     left join lateral (
       select c.message_id, c.at from consent c
       where c.portal_id = $1 and c.address = any(x.names) and (c.channel = 'email') = (x.channel = 'email')
       order by c.at desc, c.state desc limit 1
     ) said on true
     left join lateral (
       select max(s.at) as at from unnest(x.names) as known(name)
       join suppression s on s.portal_id = $1 and s.digest = suppression_digest($1::bigint, known.name)
     ) forgotten on said.at is null
     where ${isOptedOut({ portal: '$1::bigint', channel: 'x.channel', names: 'x.names' })}`,
    [
      portal.portalId,
      JSON.stringify(
        moves.map(({ channel, from, to, at }) => ({ channel, address: to, names: spellingsOf(from), at })),
      ),
    ],
  )
  await storeConsents(
    portal,
    out.map((one) => ({ ...one, state: 'opted_out' })),
  )
}
