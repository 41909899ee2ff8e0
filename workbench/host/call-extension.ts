/**
 * Calls a handler of the extension. It lives across a wire, so it may reject later; a failed handler must not take the
 * page down, as it does not in HubSpot.
 */
export function callExtension<Args extends unknown[]>(
  handler: ((...args: Args) => unknown) | undefined,
  ...args: Args
): void {
  if (!handler) return
  Promise.resolve()
    .then(() => handler(...args))
    .catch((error: unknown) => console.error('A handler of the extension failed:', error))
}
