import type { DeliveryStatus } from '../../../contract/delivery-status.ts'
import type { Provider } from '../../../relay/providers/provider.ts'
import type { ProviderDescriptor } from '../../../test/providers/descriptor.ts'
import type { Trouble } from './trouble.ts'

/** What must come of a message as long as its transport has told nothing of it. */
export interface RightOutcome {
  /** May the message stay away? Only where nobody can ever say, or not yet, whether it went. */
  mayStayAway: boolean
  /** What the card may show once it has arrived. */
  arrived: readonly DeliveryStatus[]
  /** The send ends in doubt, which the relay must first notice. */
  doubtful: boolean
}

const known: readonly DeliveryStatus[] = ['sending', 'sent', 'delivered', 'read']

/** By what the provider can do, as it says itself, and nothing else. */
export function rightOutcome(trouble: Trouble, provider: Provider, { certainAfter }: ProviderDescriptor): RightOutcome {
  const { send } = trouble
  if (!send || send === 'throttles' || send === 'throttles for 7 seconds') {
    return { mayStayAway: false, arrived: known, doubtful: false }
  }
  const canRepeat = provider.idempotent
  const canAsk = provider.find !== undefined
  return {
    // A search that is certain only after minutes or hours cannot end the doubt here.
    mayStayAway: !canRepeat && (!canAsk || certainAfter !== undefined) && send.endsWith('before'),
    arrived: canRepeat || canAsk ? known : [...known, 'unknown'],
    doubtful: true,
  }
}
