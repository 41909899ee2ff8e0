/** For `parts.fetch`: the providers' time limit, shortened, so that a phone network that hangs is given up after a moment. */
export const impatientFetch: typeof fetch = (input, init) =>
  fetch(input, {
    ...init,
    signal: AbortSignal.any([AbortSignal.timeout(400), ...(init?.signal ? [init.signal] : [])]),
  })
