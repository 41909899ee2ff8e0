import { atHome } from '../../workbench/at-home.ts'
import type { ProviderContext } from '../../relay/providers/provider.ts'

/** What a provider is called with in a test, `later` milliseconds from now. */
export function context(later = 0): ProviderContext {
  const now = () => new Date(Date.now() + later)
  return { fetch, now, signal: AbortSignal.timeout(10_000), reach: atHome }
}
