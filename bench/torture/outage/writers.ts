import { setTimeout as wait } from 'node:timers/promises'
import type { HubSpot } from '../../../workbench/hubspot/hubspot.ts'
import { account } from '../../stage/relay-settings.ts'
import type { CallingContact } from '../callers.ts'
import { newMark } from '../senders.ts'
import type { OutageLine } from './open-lines.ts'

/** Somebody who writes to one line. */
export interface Writer {
  line: OutageLine
  address: string
  /** Null: HubSpot has nobody with this address, or two. */
  contact: CallingContact | null
  /** Writes before the outage, so that the relay knows whose conversation it is. */
  known: boolean
  /** Replies written during the outage. */
  replies: number
}

export interface WrittenReply {
  mark: string
  writer: Writer
}

/** Of each line: how many, how often they write during the outage, and how many contacts in HubSpot have their address. */
const kinds = [
  { count: 80, replies: 1, contacts: 1, known: true },
  { count: 15, replies: 3, contacts: 1, known: false },
  { count: 3, replies: 2, contacts: 0, known: false },
  { count: 2, replies: 2, contacts: 2, known: false },
]
const perLine = 100

export function seedWriters(hubspot: HubSpot, lines: readonly OutageLine[]): Writer[] {
  return lines.flatMap((line, place) => {
    const who = kinds.flatMap(({ count, ...kind }) => Array.from({ length: count }, () => kind))
    return who.map(({ replies, contacts, known }, nth): Writer => {
      const address = line.world.person(place * perLine + nth)
      // Nobody shares an email in HubSpot.
      const holders = address.includes('@') ? Math.min(contacts, 1) : contacts
      const seeded = Array.from({ length: holders }, () => seedContact(hubspot, address))
      return { line, address, known, replies, contact: seeded.length === 1 ? seeded[0]! : null }
    })
  })
}

function seedContact(hubspot: HubSpot, address: string): CallingContact {
  const addressed: Record<string, string> = address.includes('@') ? { email: address } : { mobilephone: address }
  const given = { firstname: 'Ada', lastname: 'Lovelace', ...addressed }
  const id = hubspot.seedContact(Number(account.portalId), given)
  return { id, properties: { email: null, phone: null, mobilephone: null, ...given } }
}

/** Each writes at a random moment within so many milliseconds, one after the other where somebody writes often. */
export async function write(writers: readonly Writer[], times: (writer: Writer) => number, spread: number) {
  const written: WrittenReply[] = []
  await Promise.all(
    writers.map(async (writer) => {
      const count = times(writer)
      for (let nth = 0; nth < count; nth += 1) {
        await wait((Math.random() * spread) / count)
        const mark = newMark('r')
        written.push({ mark, writer })
        await writer.line.world.write({ from: writer.address, body: `Thanks: ${mark}` })
      }
    }),
  )
  return written
}
