import type { Account } from './account.ts'
import type { Answer } from './answer.ts'
import type { CallName } from './calls.ts'
import type { Hand } from './hand.ts'

export interface Finding {
  figure: 'lost' | 'twice' | 'stuck' | 'parkedUnseen' | 'wrongContact'
  words: string
}

/** What leads to one call of the relay, in the course of something that people do. */
export interface Scene {
  name: string
  call: CallName
  /** Needs a line for emails. */
  mails?: true
  /** How often the answer comes where it lasts. */
  lasts: number
  /** All is well: what must be there before. */
  before?(hand: Hand): Promise<void>
  /** What leads to the call. It may wait until the relay has taken what it was told; then it tries again as people do. */
  act(hand: Hand): Promise<void>
  /** What is done besides, while the answer lasts. */
  meanwhile?(hand: Hand): Promise<void>
}

/** A wrong that is done on purpose. */
export interface Plant {
  /** As what it must be found. */
  figure: Finding['figure']
  /** The answer never ends. */
  forEver?: true
  /** Nobody sees what waits. */
  blind?: true
}

/** One scene under one answer. */
export interface Case {
  name: string
  scene: Scene
  answer: Answer
  times: number
  account: Account
  /** The call met the answer. */
  befell: boolean
  findings: Finding[]
  plant?: Plant
}
