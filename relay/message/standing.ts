import type { DeliveryStatus } from '../../contract/delivery-status.ts'

/** Where a delivery is: it waits to leave, its provider is being called, nobody knows, or it is over. */
export type DeliveryState = 'due' | 'sending' | 'unknown' | 'done'

/** How a message stands, as far as what may happen next depends on it. */
export interface Standing {
  state: DeliveryState
  status: DeliveryStatus
  /** Claims so far. */
  attempts: number
  /** A person said that a doubt was not sent: the provider's own word still counts against that. */
  settledNotSent: boolean
  /** It leaves once more although it may have left: its provider takes the same reference only once. */
  mayHaveLeft: boolean
  /** Another message stands in for it. */
  followed: boolean
  /** The newest attempt that its provider had taken and then put off; 0: none. */
  deferred: number
  /** By which id its provider knows the newest attempt; null where it has told none. */
  providerId: string | null
  /** Later messages of its conversation do not wait for it. */
  passed: boolean
}
