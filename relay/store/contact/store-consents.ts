import type { Channel } from '../../../contract/channel.ts'
import { personKey } from '../../person/person-key.ts'
import type { PortalDb } from '../database.ts'
import { listed } from '../listed.ts'

/** What an address says on a channel; where else that holds, `is-opted-out.ts` knows. */
export interface Consent {
  channel: Channel
  address: string
  state: 'opted_in' | 'opted_out'
  /** The message that said so, or led to it; null where the provider told us beside any message. */
  messageId: string | null
  at: Date
}

/** The newest word of a person on a channel stands, of two at once the one against. In the order of the key, so that nobody waits in a ring. */
export async function storeConsents(portal: PortalDb, consents: readonly Consent[]): Promise<void> {
  if (consents.length === 0) return
  await portal.query(
    `insert into consent (portal_id, channel, address, state, message_id, at)
     select distinct on (channel, address) $1, channel, address, state, message_id, at
     from ${listed('$2', `channel text, address text, state text, message_id uuid, at timestamptz, nth int`)} as x
     order by channel, address, at desc, state desc, nth desc
     on conflict (portal_id, channel, address) do update
       set state = excluded.state, message_id = excluded.message_id, at = excluded.at
       where consent.at < excluded.at
         or consent.at = excluded.at and (consent.state = 'opted_in' or excluded.state = 'opted_out')`,
    [
      portal.portalId,
      JSON.stringify(
        consents.map(({ channel, address, state, messageId, at }, nth) => ({
          ...{ channel, address: personKey(address), state, at, nth },
          message_id: messageId,
        })),
      ),
    ],
  )
}
