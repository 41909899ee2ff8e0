import type { Channel } from '../../contract/channel.ts'
import type { StepCondition, Template } from '../../contract/routing.ts'

/** A step of the ladder that is still open for a message, resolved when the message was accepted. */
export interface PlannedStep {
  channel: Channel
  /** In the order in which they should carry it. */
  lineIds: string[]
  /** The contact's address on that channel; null where it had none. */
  address: string | null
  when: StepCondition
  template: Template | null
  subject: string | null
}
