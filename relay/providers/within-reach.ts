import type { Reach } from '../reach/reach.ts'
import type { Provider, ProviderContext } from './provider.ts'

/** The provider, which connects to nothing that is out of this reach, whatever a line's settings or a vendor's answer name. */
export function withinReach(provider: Provider, reach: Reach): Provider {
  const within = (context: ProviderContext): ProviderContext => ({
    ...context,
    reach,
    fetch: (url, init) => context.fetch(url, init, reach),
  })
  const { find, since, test, check, watch } = provider
  return {
    ...provider,
    send: (message, line, context) => provider.send(message, line, within(context)),
    ...(find && { find: (what, line, context, sought) => find(what, line, within(context), sought) }),
    ...(since && { since: (cursor, line, context) => since(cursor, line, within(context)) }),
    ...(test && { test: (line, context) => test(line, within(context)) }),
    ...(check && { check: (address, line, context) => check(address, line, within(context)) }),
    ...(watch && { watch: (line, wake, signal, ways) => watch(line, wake, signal, { ...ways, reach }) }),
  }
}
