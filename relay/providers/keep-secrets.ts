import type { LineOfProvider } from './lines.ts'
import type { ProviderContext } from './provider.ts'
import { splitSecrets } from './split-secrets.ts'

/** Shorter ones stand in ordinary words, too. */
const shortest = 6

/**
 * The line with a provider that never repeats the line's secrets, whatever its vendor says: what is thrown, a doubt's
 * reason and a status's error come without them, since they go to the log, the database and the card. `earlier` are secrets
 * that were replaced and that the vendor may still know.
 */
export function keepSecrets({ line, provider }: LineOfProvider, earlier: readonly string[] = []): LineOfProvider {
  const known = [...splitSecrets(provider.settings, line.settings).secrets.values(), ...earlier]
  const secrets = [...new Set(known.filter((secret) => typeof secret === 'string'))]
  if (secrets.length === 0) return { line, provider }
  const told = (context: ProviderContext): ProviderContext => ({ ...context, secrets })
  async function kept<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work()
    } catch (error) {
      throw withoutSecrets(error, secrets)
    }
  }
  const { find, since, test, check, watch } = provider
  return {
    line,
    provider: {
      ...provider,
      async send(message, line, context) {
        const sent = await kept(() => provider.send(message, line, told(context)))
        return sent.outcome === 'unknown' ? { ...sent, reason: hideSecrets(sent.reason, secrets) } : sent
      },
      async read(received, line) {
        const events = await kept(() => provider.read(received, line))
        return events.map((event) => {
          if (event.kind === 'line') return { ...event, reason: hideSecrets(event.reason, secrets) }
          if (event.kind !== 'status' || !event.error) return event
          return { ...event, error: { ...event.error, detail: hideSecrets(event.error.detail, secrets) } }
        })
      },
      ...(find && { find: (what, line, context, sought) => kept(() => find(what, line, told(context), sought)) }),
      ...(since && { since: (cursor, line, context) => kept(() => since(cursor, line, told(context))) }),
      ...(test && { test: (line, context) => kept(() => test(line, told(context))) }),
      ...(check && { check: (address, line, context) => kept(() => check(address, line, told(context))) }),
      ...(watch && { watch: (...asked) => kept(() => watch(...asked)) }),
    },
  }
}

/** The text with every secret blanked, in the forms in which a vendor may repeat it. */
export function hideSecrets(text: string, secrets: readonly string[]): string {
  return formsOf(secrets).reduce((cleaned, form) => cleaned.replaceAll(form, '[hidden]'), text)
}

/** A line's secrets are the same with each of its calls. */
const formsBy = new WeakMap<readonly string[], readonly string[]>()

function formsOf(secrets: readonly string[]): readonly string[] {
  let forms = formsBy.get(secrets)
  if (!forms) {
    const all = secrets.flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])
    forms = [...new Set(all)].filter((form) => form.length >= shortest)
    formsBy.set(secrets, forms)
  }
  return forms
}

/** The same error, so that its class and code stay, with its words and those of its causes cleaned. */
function withoutSecrets(error: unknown, secrets: readonly string[]): unknown {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth += 1) {
    cause.message = hideSecrets(cause.message, secrets)
    if (cause.stack) cause.stack = hideSecrets(cause.stack, secrets)
  }
  return error
}
