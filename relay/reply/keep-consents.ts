import { readWrittenTo } from '../message/read-written-to.ts'
import { storeConsents, type Consent } from '../store/contact/store-consents.ts'
import type { PortalDb } from '../store/database.ts'

/**
 * Keeps what replies say of consent: for the address that each came from, and for the one that its conversation goes to, which may be another
 * where the reply names it, as an answer by mail from a second mailbox does.
 */
export async function keepConsents(
  tx: PortalDb,
  said: (Omit<Consent, 'messageId'> & { messageId: string })[],
): Promise<void> {
  if (said.length === 0) return
  const writtenTo = await readWrittenTo(
    tx,
    said.map(({ messageId }) => messageId),
  )
  await storeConsents(
    tx,
    said.flatMap((one) => [one, { ...one, address: writtenTo.get(one.messageId) ?? one.address }]),
  )
}
