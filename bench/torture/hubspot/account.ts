import type { Expected } from './expected.ts'

/** Somebody whom HubSpot knows in an account. */
export interface Person {
  id: string
  address: string
  /** As HubSpot hands them to a card. */
  properties: Record<string, string | null>
}

/** An account that has the app, with a line or two of its own, and all that was written there. */
export interface Account {
  portalId: number
  /** The addresses of its lines. */
  line: string
  mail: string
  people: Person[]
  expected: Expected[]
}
