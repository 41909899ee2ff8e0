import type { ProviderEvent } from '../provider.ts'
import { contentOf } from './content-of.ts'
import type { Message } from './message.ts'

type Change = Extract<ProviderEvent, { kind: 'edited' | 'unsent' }>

/**
 * What its sender changed of a message: taken back as a whole, or written anew. Messages marks both with `dateEdited`; of what was
 * taken back no part is left. (`dateRetracted` is there and hardly ever used.)
 */
export function changesOf(message: Message, guid: string): Change[] {
  const { dateEdited, dateRetracted, partCount } = message
  const { body, provisional } = contentOf(message)
  const at = dateRetracted ?? dateEdited
  if (at === null) return []
  if (dateRetracted !== null || partCount === 0 || provisional)
    return [{ kind: 'unsent', providerId: guid, at: new Date(at) }]
  return [{ kind: 'edited', providerId: guid, body, at: new Date(at) }]
}
