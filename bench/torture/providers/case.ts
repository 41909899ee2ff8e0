import type { DeliveryStatus } from '../../../contract/delivery-status.ts'
import type { Line, Provider } from '../../../relay/providers/provider.ts'
import type { ProviderDescriptor, World } from '../../../test/providers/descriptor.ts'
import type { CallingContact } from '../callers.ts'
import type { Pigeonhole } from './post-office.ts'
import type { RightOutcome } from './right-outcome.ts'
import type { Trouble } from './trouble.ts'

/** One provider in one trouble, with a fake, a line, a contact and a phone of its own. */
export interface Case {
  name: string
  lineId: string
  provider: Provider
  descriptor: ProviderDescriptor
  trouble: Trouble
  right: RightOutcome
  world: World
  line: Line
  webhooks: Pigeonhole
  contact: CallingContact
  /** The contact's address. */
  person: string
  /** In the text of the one message that is sent, and in no other. */
  mark: string
  messageId: string | null
  /** What the transport has told last of the message; null while it has told nothing. */
  told: DeliveryStatus | null
  /** Marks of what the person wrote. */
  replies: string[]
  /** What was seen to be wrong on the way. */
  findings: Finding[]
}

export interface Finding {
  figure: 'lost' | 'duplicated' | 'wrongStatus'
  words: string
}
