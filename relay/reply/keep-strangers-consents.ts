import { storeConsentQuestions } from '../store/contact/consent-questions.ts'
import { storeConsents } from '../store/contact/store-consents.ts'
import type { PortalDb } from '../store/database.ts'
import { isStorable } from '../store/storable.ts'
import { consentOf } from './consent-of.ts'
import type { findSenders } from './find-senders.ts'
import { isAside, repliesOf, type ReadItem } from './read-item.ts'

/**
 * Keeps what replies say of consent before it is known whose they are: HubSpot may be long in answering, and whoever said STOP is
 * written to no more from now on; and what may be an opt-out is open, in the name of its delivery until that is settled. Said again when
 * the reply is stored.
 */
export async function keepStrangersConsents(
  tx: PortalDb,
  strange: ReadItem[],
  senders: Awaited<ReturnType<typeof findSenders>>,
): Promise<void> {
  const said = strange.flatMap(({ item, line: { channel }, events, named }) =>
    repliesOf(events).flatMap((reply) => {
      const address = senders.get(reply)
      if (isAside(reply) || address === undefined || !isStorable(address)) return []
      const { consent: state, asks, of } = consentOf(reply, channel, address, named?.get(reply))
      return [{ channel, address, state, asks, of, itemId: item.id, at: reply.at }]
    }),
  )
  await storeConsents(
    tx,
    said.flatMap(({ channel, address, state, of, at }) =>
      state === null ? [] : (of ?? [address]).map((name) => ({ channel, address: name, state, messageId: null, at })),
    ),
  )
  await storeConsentQuestions(
    tx,
    said.flatMap(({ asks, itemId: messageId, channel, address, at }) =>
      asks ? [{ channel, address, messageId, at }] : [],
    ),
  )
}
