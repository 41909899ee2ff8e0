import type { CountryCode } from 'libphonenumber-js'
import { readAliases } from '../store/conversation/aliases.ts'
import type { PortalDb } from '../store/database.ts'
import { isStorable } from '../store/storable.ts'
import { normaliseSender } from './normalise-sender.ts'
import { repliesOf, type ReadItem, type Reply } from './read-item.ts'

/** Who wrote each reply, as addresses are stored: a name that has been seen beside an address stands for that address. */
export async function findSenders(
  portal: PortalDb,
  read: ReadItem[],
  country: CountryCode,
): Promise<Map<Reply, string>> {
  const senders = read.flatMap(({ line, events }) =>
    repliesOf(events).map((reply) => ({ reply, channel: line.channel, name: normaliseSender(reply.from, country) })),
  )
  const names = senders.filter(({ name }) => !/^\+|@/.test(name) && isStorable(name))
  const known = await readAliases(
    portal,
    names.map(({ channel, name }) => ({ channel, alias: name })),
  )
  return new Map(senders.map(({ reply, channel, name }) => [reply, known.get(`${channel}/${name}`) ?? name]))
}
