import type { Person } from '../account.ts'
import type { Hand } from '../hand.ts'
import { newAddress } from '../new-address.ts'

/** Somebody whom HubSpot does not know, what they wrote, and who they turn out to be. */
export interface Stranger {
  address: string
  mark: string
  person?: Person
}

/** Nobody is known by that number, and what they wrote waits. */
export async function nobodyWrites(hand: Hand): Promise<Stranger> {
  const address = newAddress('phone')
  const mark = hand.writes({ address }, 'First', null)
  await hand.until('a reply of nobody', async () =>
    (await hand.waiting()).some((item) => item.kind === 'reply' && item.address === address),
  )
  return { address, mark }
}
