import type { Provider } from '../../../relay/providers/provider.ts'
import type { Misbehaviour, ProviderDescriptor } from '../../../test/providers/descriptor.ts'

/** What goes wrong in a case: with the send itself, or with what comes back. */
export interface Trouble {
  name: string
  send?: Misbehaviour
  back?: 'duplicated' | 'reordered' | 'replayed' | 'tampered' | 'echoed'
}

export const troubles: readonly Trouble[] = [
  { name: '429 with Retry-After', send: 'throttles for 7 seconds' },
  { name: '429 without Retry-After', send: 'throttles' },
  { name: '500', send: 'fails before' },
  { name: '500 after delivery', send: 'fails after' },
  { name: 'hang', send: 'hangs before' },
  { name: 'hang after delivery', send: 'hangs after' },
  { name: 'reset', send: 'cuts before' },
  { name: 'reset after delivery', send: 'cuts after' },
  { name: 'malformed body', send: 'garbles' },
  { name: 'duplicate webhook', back: 'duplicated' },
  { name: 'reordered callbacks', back: 'reordered' },
  { name: 'replay after restart', back: 'replayed' },
  { name: 'tampered webhook', back: 'tampered' },
  { name: 'our own echo', back: 'echoed' },
]

/** Why this trouble cannot befall this provider, by what both say of themselves; null when it can. */
export function reasonToLeaveOut(
  trouble: Trouble,
  provider: Provider,
  { impossible }: ProviderDescriptor,
): string | null {
  if (trouble.send) return impossible[trouble.send] ?? null
  if (trouble.back === 'echoed') return impossible.echo ?? null
  const needsWebhooks = trouble.back === 'tampered' || trouble.back === 'reordered'
  return needsWebhooks && !provider.verify ? 'it has no webhooks; all that comes is read from its history' : null
}
