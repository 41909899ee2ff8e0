import { storeConsents } from '../store/contact/store-consents.ts'
import type { PortalDb } from '../store/database.ts'
import { isStorable } from '../store/storable.ts'
import { consentOf } from './consent-of.ts'
import type { findSenders } from './find-senders.ts'
import { isAside, repliesOf, type ReadItem } from './read-item.ts'

/**
 * Keeps what replies say of consent before it is known whose they are: HubSpot may be long in answering, and whoever said STOP is
 * written to no more from now on. Said again when the reply is stored.
 */
export async function keepStrangersConsents(
  tx: PortalDb,
  strange: ReadItem[],
  senders: Awaited<ReturnType<typeof findSenders>>,
): Promise<void> {
  const said = strange.flatMap(({ line: { channel }, events, named }) =>
    repliesOf(events).flatMap((reply) => {
      const address = senders.get(reply)
      if (isAside(reply) || address === undefined || !isStorable(address)) return []
      const { consent: state, of } = consentOf(reply, channel, address, named?.get(reply))
      return state === null
        ? []
        : (of ?? [address]).map((name) => ({ channel, address: name, state, messageId: null, at: reply.at }))
    }),
  )
  await storeConsents(tx, said)
}
