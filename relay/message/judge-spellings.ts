import { spellingsOf } from '../person/spellings-of.ts'
import { isOptedOut } from '../store/contact/is-opted-out.ts'
import type { WideDb } from '../store/database.ts'
import { listed } from '../store/listed.ts'
import type { Picked } from './pick-deliveries.ts'

/**
 * Looks once more under every spelling of the addresses that have several: a relay of the version before may have kept their owner's
 * word under another than the two that are at hand where a message is picked. Of most there is one, and nothing is asked.
 */
export async function judgeSpellings(tx: WideDb, picked: Picked[]): Promise<Picked[]> {
  const several = picked.flatMap(({ portalId, messageId, channel, to }) => {
    const names = spellingsOf(to)
    // Another case is at hand.
    const isSpeltOtherwise = names.some((name) => name.toLowerCase() !== to.toLowerCase())
    return isSpeltOtherwise ? [{ portalId, messageId, channel, names }] : []
  })
  if (several.length === 0) return picked
  const rows = await tx.query<{ messageId: string }>(
    `select x."messageId" from ${listed('$1', `"portalId" bigint, "messageId" uuid, channel text, names text[]`)} as x
     where ${isOptedOut({ portal: 'x."portalId"', channel: 'x.channel', names: 'x.names' })}`,
    [JSON.stringify(several)],
  )
  const out = new Set(rows.map(({ messageId }) => messageId))
  return picked.map((one) => (out.has(one.messageId) ? { ...one, optedOut: true } : one))
}
