import { Temporary } from '../errors.ts'

/**
 * Searches again after the moment that HubSpot asks to wait: it takes five searches a second, and giving up half-way
 * would begin anew with the first.
 */
export async function patiently<Answer>(search: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await search()
    } catch (error) {
      const wait = error instanceof Temporary ? error.retryAfter : undefined
      if (wait === undefined || wait > 2_000 || tries === 10) throw error
      await new Promise((resolve) => setTimeout(resolve, wait))
    }
  }
}
