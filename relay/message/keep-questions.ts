import type { Channel } from '../../contract/channel.ts'
import { dropConsentQuestions, storeConsentQuestions } from '../store/contact/consent-questions.ts'
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
 * itself meanwhile. Whoever says plainly what they want leaves nothing to decide.
 */
export async function keepQuestions(tx: PortalDb, said: readonly Said[]): Promise<void> {
  const plain = said.filter(({ consent }) => consent !== null)
  const asking = said.filter(({ asks }) => asks)
  if (plain.length + asking.length === 0) return
  const writtenTo = await readWrittenTo(
    tx,
    [...plain, ...asking].map(({ id }) => id),
  )
  const namesOf = ({ id, channel, address, of }: Said) =>
    [...new Set(of ?? [address, writtenTo.get(id) ?? address])].map((name) => ({ channel, address: name }))
  await dropConsentQuestions(tx, plain.flatMap(namesOf))
  await storeConsentQuestions(
    tx,
    asking.map(({ id: messageId, channel, address, at }) => ({
      ...{ channel, address: writtenTo.get(messageId) ?? address, messageId, at },
    })),
  )
}
