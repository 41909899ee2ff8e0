import type { CountryCode } from 'libphonenumber-js'
import { readAliases } from '../store/conversation/aliases.ts'
import type { PortalDb } from '../store/database.ts'
import { isStorable } from '../store/storable.ts'
import { normaliseSender } from './normalise-sender.ts'
import { otherSide, writtenOf, type ReadItem, type Written } from './read-item.ts'

/** Who wrote each message, or to whom it went, as addresses are stored: a name that has been seen beside an address stands for that address. */
export async function findSenders(
  portal: PortalDb,
  read: ReadItem[],
  country: CountryCode,
): Promise<Map<Written, string>> {
  const senders = read.flatMap(({ line, events }) =>
    writtenOf(events).map((written) => ({
      written,
      channel: line.channel,
      name: normaliseSender(otherSide(written), country),
    })),
  )
  const names = senders.filter(({ name }) => !/^\+|@/.test(name) && isStorable(name))
  const known = await readAliases(
    portal,
    names.map(({ channel, name }) => ({ channel, alias: name })),
  )
  return new Map(senders.map(({ written, channel, name }) => [written, known.get(`${channel}/${name}`) ?? name]))
}
