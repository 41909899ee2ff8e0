import type { Channel } from '../../../contract/channel.ts'
import type { Blame } from '../../errors.ts'
import { storeCapabilities } from './capabilities.ts'
import type { PortalDb } from '../database.ts'
import { storeConsents } from '../contact/store-consents.ts'

/** What a provider's refusal says beyond its message. */
export interface Blamed {
  messageId: string
  lineId: string
  channel: Channel
  address: string
  blame: Blame
  reason: string | null
  at: Date
}

/** Milliseconds for which a refused address counts as one that cannot be reached. */
const marked = 30 * 86_400_000

/** Keeps what refusals say of addresses and of their owners' wish; what they say of a line is the caller's to act on. */
export async function storeBlames(portal: PortalDb, blames: Blamed[]): Promise<void> {
  await storeConsents(
    portal,
    blames.filter(({ blame }) => blame === 'opted_out').map((one) => ({ ...one, state: 'opted_out' })),
  )
  await storeCapabilities(
    portal,
    blames
      .filter(({ blame }) => blame === 'address')
      .map(({ channel, address, lineId, reason, at }) => ({
        channel,
        address,
        lineId,
        capable: false,
        source: 'refusal' as const,
        reason,
        at,
        expiresAt: new Date(at.getTime() + marked),
      })),
  )
}
