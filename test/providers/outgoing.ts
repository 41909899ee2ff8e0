import { randomUUID } from 'node:crypto'
import type { Outgoing } from '../../relay/providers/provider.ts'
import { person } from './person.ts'

/** A short first message to the tests' person, but for these changes. */
export function outgoing(changes: Partial<Outgoing> = {}): Outgoing {
  return {
    reference: randomUUID(),
    to: person,
    subject: null,
    body: 'Hello',
    conversationToken: 'k3m9p2x7q4w8z1v5',
    earlier: [],
    ...changes,
  }
}
