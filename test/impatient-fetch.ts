/**
 * For `parts.fetch`: the providers' time limit, shortened, so that a phone network that hangs is given up after a moment.
 * HubSpot keeps its own.
 */
export const impatientFetch: typeof fetch = (input, init) => {
  const { pathname } = new URL(input instanceof Request ? input.url : input)
  if (/^\/(crm|oauth)\//.test(pathname)) return fetch(input, init)
  return fetch(input, {
    ...init,
    signal: AbortSignal.any([AbortSignal.timeout(400), ...(init?.signal ? [init.signal] : [])]),
  })
}
