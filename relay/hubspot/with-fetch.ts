/**
 * Makes the official client ask by `own` instead of by the process's `fetch`. It takes no signal and no `fetch`, but looks
 * the process's own up and calls it before it returns, so this stands in its place for just that long and nobody else
 * ever meets it. Throws where the client asks in another way, in which no request of it could be ended.
 */
export function withFetch<Answer>(own: typeof fetch, call: () => Answer): Answer {
  const ordinary = globalThis.fetch
  let asked = false
  globalThis.fetch = (input, init) => {
    asked = true
    // What is given may itself call the process's own.
    globalThis.fetch = ordinary
    return own(input, init)
  }
  let answer: Answer
  try {
    answer = call()
  } finally {
    globalThis.fetch = ordinary
  }
  if (!asked) throw new Error('the official client did not call fetch at once, so its requests could not be ended')
  return answer
}
