import type { Channel } from '../../contract/channel.ts'
import { dropConsentQuestions, storeConsentQuestions } from '../store/contact/consent-questions.ts'
import { personKey } from '../person/person-key.ts'
import type { PortalDb } from '../store/database.ts'
import { readWrittenTo } from './read-written-to.ts'

interface Said {
  id: string
  channel: Channel
  address: string
  consent: string | null
  asks: boolean
  /** The addresses whose owner surely said so, where that is not plain. */
  of?: readonly string[] | null
  at: Date
}

/**
 * Keeps what may be an opt-out for a person to decide, for the address that its conversation goes to: that is where nothing is sent by
 * itself meanwhile. Whoever says plainly afterwards what they want leaves nothing to decide; of two at once the one that came later counts
 * as said later. What plain words say is kept before this.
 */
export async function keepQuestions(tx: PortalDb, said: readonly Said[]): Promise<void> {
  if (!said.some(({ consent, asks }) => asks || consent !== null)) return
  const writtenTo = await readWrittenTo(
    tx,
    said.filter(({ consent, asks }) => asks || consent !== null).map(({ id }) => id),
  )
  const goesTo = ({ id, address }: Said) => writtenTo.get(id) ?? address
  const told = said.flatMap((one, nth) =>
    one.consent === null
      ? []
      : [...new Set(one.of ?? [one.address, goesTo(one)])].map((address) => {
          return { channel: one.channel, address, key: personKey(address), at: one.at, nth }
        }),
  )
  const asking = said.flatMap((one, nth) => {
    const { id: messageId, channel, at } = one
    const address = goesTo(one)
    const isOver = told.some(
      (word) =>
        word.channel === channel &&
        word.key === personKey(address) &&
        (word.at > at || (word.at.getTime() === at.getTime() && word.nth > nth)),
    )
    return one.asks && !isOver ? [{ channel, address, messageId, at }] : []
  })
  await dropConsentQuestions(tx, told)
  await storeConsentQuestions(tx, asking)
}
