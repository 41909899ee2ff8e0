import type { Waiting } from '../store/waiting/find-waiting.ts'

/** Whether it is about forgetting a person, or about what came late for somebody who was forgotten or merged. */
export function isErasure({ kind, about }: Pick<Waiting, 'kind' | 'about'>): boolean {
  return (kind === 'event' && about === 'privacy_deletion') || (kind === 'task' && about === 'go-over-contact')
}
