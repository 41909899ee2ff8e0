import type { ProviderContext } from '../../relay/providers/provider.ts'

/** What a provider is called with in a test, `later` milliseconds from now. */
export function context(later = 0): ProviderContext {
  return { fetch, now: () => new Date(Date.now() + later), signal: AbortSignal.timeout(10_000) }
}
