import { withTimeLimit } from '../relay/with-time-limit.ts'

/**
 * For `parts.fetch`: the providers' time limit, shortened, so that a phone network that hangs is given up after a moment.
 * HubSpot keeps its own.
 */
export const impatientFetch: typeof fetch = (input, init) => {
  const { pathname } = new URL(input instanceof Request ? input.url : input)
  return /^\/(crm|oauth)\//.test(pathname) ? fetch(input, init) : hastyFetch(input, init)
}

/** The same for whoever is asked, HubSpot, too. */
export const hastyFetch: typeof fetch = (input, init) =>
  withTimeLimit(400, init?.signal ? [init.signal] : [], async (signal) => {
    const answer = await fetch(input, { ...init, signal })
    return new Response(answer.status === 204 ? null : await answer.arrayBuffer(), answer)
  })
