import { setTimeout as wait } from 'node:timers/promises'
import { newMark } from '../senders.ts'
import type { Reply } from './count-replies.ts'
import type { Person } from './people.ts'
import type { Vendor } from './vendor.ts'

/** People who write to each line; as lines begin at different people, some write to two. */
const perLine = 36

/** A reply and where it is written to, as the how-manieth of that line. */
export interface PlannedReply extends Reply {
  vendor: Vendor
  turn: number
}

/** So many replies, spread over the lines evenly. Every person writes several. */
export function planReplies(count: number, vendors: Vendor[], known: Person[]): PlannedReply[] {
  return Array.from({ length: count }, (_, index) => {
    const line = index % vendors.length
    const turn = Math.floor(index / vendors.length)
    const vendor = vendors[line]!
    const begin = Math.floor((line * known.length) / vendors.length)
    const person = known[(begin + (turn % perLine)) % known.length]!
    return { mark: newMark('r'), person, provider: vendor.provider, vendor, turn }
  })
}

/** They are written at random moments within so many milliseconds. */
export async function writeReplies(replies: PlannedReply[], spread: number): Promise<void> {
  await Promise.all(
    replies.map(async ({ mark, person, vendor }) => {
      await wait(Math.random() * spread)
      await vendor.write(person, `Thanks, see you then: ${mark}`)
    }),
  )
}
