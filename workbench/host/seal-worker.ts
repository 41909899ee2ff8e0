/** What HubSpot's sandbox does not offer; the list follows the rules of `@hubspot/eslint-config-ui-extensions`. */
const withheld = [
  'fetch',
  'XMLHttpRequest',
  'WebSocket',
  'WebSocketStream',
  'EventSource',
  'WebTransport',
  'BroadcastChannel',
  'Worker',
  'SharedWorker',
  'importScripts',
  'indexedDB',
  'caches',
  'cookieStore',
  'navigator',
  'location',
  'origin',
  'addEventListener',
  'removeEventListener',
  'postMessage',
]

/**
 * Takes network, storage and location away, so that what works here also works in HubSpot. Members that live on the
 * prototype are shadowed; the ones the browser will not let go of are left. Call it after the page's own link is made.
 */
export function sealWorker(scope: Record<string, unknown>): void {
  for (const name of withheld) {
    for (let owner: object | null = scope; owner; owner = Object.getPrototypeOf(owner) as object | null) {
      if (Object.hasOwn(owner, name)) Reflect.deleteProperty(owner, name)
    }
    if (name in scope) Reflect.defineProperty(scope, name, { value: undefined })
  }
}
