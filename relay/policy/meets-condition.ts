import type { FailureKind, StepCondition } from '../../contract/routing.ts'

/** Why a message is given up on its channel: what the steps after it are asked about. */
export type GivenUp =
  | { kind: 'failed'; failure: FailureKind }
  /** `minutes` since it was accepted. */
  | { kind: 'not_delivered'; minutes: number }
  | { kind: 'not_capable' }

/** Whether a step of the ladder is meant for what happened. */
export function meetsCondition(when: StepCondition, why: GivenUp): boolean {
  switch (why.kind) {
    case 'not_capable':
      return when.notCapable === true || when.failed?.includes('address') === true
    case 'failed':
      // An address that turns out not to have the channel is what "not capable" means, learnt late.
      return when.failed?.includes(why.failure) === true || (why.failure === 'address' && when.notCapable === true)
    case 'not_delivered':
      return when.notDeliveredMinutes !== undefined && when.notDeliveredMinutes <= why.minutes
  }
}
