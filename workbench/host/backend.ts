import type { FetchOptions, PlainResponse, ServerlessOptions } from './host-api.ts'

/** Where `hubspot.serverless` and `hubspot.fetch` go. */
export interface Backend {
  /** Resolves to the function's return value; rejects with an `Error` whose message names the failure. */
  serverless(name: string, options?: ServerlessOptions): Promise<unknown>
  fetch(url: string, options: FetchOptions): Promise<PlainResponse>
}

/** One call that an extension made. `ms` is null while it runs. */
export interface BackendCall {
  id: number
  kind: 'serverless' | 'fetch'
  name: string
  /** What went along: the function's parameters, or the body. */
  given: unknown
  ms: number | null
  ok: boolean | null
}

/** Passes calls on and tells `onCall` when each begins and again when it ends. */
export function observedBackend(
  backend: Backend,
  onCall: (call: BackendCall) => void,
  now: () => number = () => performance.now(),
): Backend {
  let last = 0
  const observe = async <Answer>(
    kind: BackendCall['kind'],
    name: string,
    given: unknown,
    run: () => Promise<Answer>,
  ) => {
    const id = ++last
    const begun = now()
    onCall({ id, kind, name, given, ms: null, ok: null })
    let ok = false
    try {
      const answer = await run()
      ok = true
      return answer
    } finally {
      onCall({ id, kind, name, given, ms: Math.round(now() - begun), ok })
    }
  }
  return {
    serverless: (name, options) =>
      observe('serverless', name, options?.parameters, () => backend.serverless(name, options)),
    fetch: (url, options) =>
      observe('fetch', `${options.method ?? 'GET'} ${url}`, options.body, () => backend.fetch(url, options)),
  }
}
