import type { Person } from './people.ts'

/** A provider with a history, its fake, and the one line on it. The line's id is the provider's name. */
export interface Vendor {
  provider: string
  channel: 'sms' | 'imessage' | 'email'
  address: string
  settings: Record<string, unknown>
  /** Somebody writes to the line. */
  write(person: Person, body: string): Promise<void> | void
  /** Has anything arrived at this person? */
  reached(person: Person): boolean
  /** Its own server starts anew and tells everything again. */
  replay?(): void
}
