import { storeConsents, type Consent } from '../store/contact/store-consents.ts'
import type { PortalDb } from '../store/database.ts'
import { readWrittenTo } from './read-written-to.ts'

/** What a reply says of consent. */
export interface SaidByReply extends Consent {
  messageId: string
  /** The addresses whose owner surely said so, where that is not plain. */
  of?: readonly string[] | null
}

/**
 * Keeps what replies say of consent: for the address that each came from, and for the one that its conversation goes to, which may be another
 * where the reply names it, as an answer by mail from a second mailbox does.
 */
export async function keepConsents(tx: PortalDb, said: readonly SaidByReply[]): Promise<void> {
  if (said.length === 0) return
  const writtenTo = await readWrittenTo(
    tx,
    said.map(({ messageId }) => messageId),
  )
  await storeConsents(
    tx,
    said.flatMap(({ of, ...one }) =>
      (of ?? [one.address, writtenTo.get(one.messageId) ?? one.address]).map((address) => ({ ...one, address })),
    ),
  )
}
