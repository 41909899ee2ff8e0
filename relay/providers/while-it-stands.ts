import { Temporary } from '../errors.ts'
import type { Provider, ProviderContext } from './provider.ts'
import type { Standing } from './standing.ts'

/** A vendor may be slow to connect to: by the next time the connection is there. */
const most = 5

/**
 * The provider, of which no request leaves but while the line stands as it was begun with (decision 077). Each is confirmed before it is begun,
 * and looked at once more right before its first byte is written. What a provider said has begun to leave is finished.
 */
export function whileItStands(provider: Provider, standing: Standing): Provider {
  const { send, find, since, test, check, watch } = provider
  const held = (context: ProviderContext) => within(context, standing)
  return {
    ...provider,
    send(message, line, context) {
      let begun = false
      const untilBegun: Standing = {
        confirm: () => (begun ? Promise.resolve() : standing.confirm()),
        holds: () => begun || standing.holds(),
      }
      return send(message, line, { ...within(context, untilBegun), begun: () => void (begun = true) })
    },
    ...(find && { find: (what, line, context, sought) => find(what, line, held(context), sought) }),
    ...(since && { since: (cursor, line, context) => since(cursor, line, held(context)) }),
    ...(test && { test: (line, context) => test(line, held(context)) }),
    ...(check && { check: (address, line, context) => check(address, line, held(context)) }),
    ...(watch && { watch: (line, wake, signal, ways) => watch(line, wake, signal, { ...ways, standing }) }),
  }
}

function within(context: ProviderContext, standing: Standing): ProviderContext {
  return {
    ...context,
    standing,
    async fetch(url, init, reach) {
      for (let tries = 0; tries < most; tries += 1) {
        await standing.confirm()
        // A client that is given a signal which is over sends nothing, and says no more than where it was cut off in the middle.
        if (init.signal?.aborted) throw new Temporary('interrupted', 'The call was called off before it began.')
        try {
          return await context.fetch(url, init, reach, () => {
            if (!standing.holds()) throw new NotSure()
          })
        } catch (error) {
          if (!(error instanceof NotSure)) throw error
        }
      }
      throw new Temporary('settings_unread', 'It takes too long to connect to be sure how the line is set up by then.')
    },
  }
}

/** Too long has passed since it was confirmed; nothing was written. */
class NotSure extends Error {}
