import type { Answer } from './ask-door.ts'

/**
 * `kept`: stored as a message, or its words wait with its bytes for a person. `refused`: the door says no, with a code.
 * `passed`: taken, read, and nothing comes of it.
 */
export type Outcome = 'kept' | 'refused' | 'passed'

/** One thing that a stranger sends, by whichever door. */
export interface Hostile {
  door: 'webhook' | 'mail' | 'history' | 'events' | 'workflow' | 'card' | 'file' | 'bare'
  /** How it looks, for the report. */
  shape: string
  /** In its bytes and in its vendor's id for it, where it has one. */
  mark: string
  /** What may become of it; nothing else. */
  right: readonly Outcome[]
  /** Ordinary, and must be seen in the card of this person. */
  good?: { contactId: string }
  /** Null where it goes by no door of the relay's own: what is fetched by it. */
  play(): Promise<Answer | null>
}

export const any: readonly Outcome[] = ['kept', 'refused', 'passed']
