/** These are of the connection alone, whoever reports them. */
const connecting = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'])

/** What is done before there is a connection. */
const before = new Set(['connect', 'socket', 'getaddrinfo'])

/**
 * Whether it is sure that not a byte of a request has left, because connecting itself had failed: nobody listens, the
 * name or the way is unknown, or this process has no file handle left. Anything that may also happen to a connection
 * that is there (EHOSTUNREACH, ETIMEDOUT, EMFILE) counts only where the system says that it was connecting. `error` is
 * what `fetch` or a socket threw; what went wrong may be hidden in its causes, or in several where several addresses
 * were tried.
 */
export function neverConnected(error: unknown): boolean {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; depth += 1) {
    const { code, syscall } = cause as NodeJS.ErrnoException
    if (syscall !== undefined && before.has(syscall)) return true
    if (code !== undefined && syscall === undefined && connecting.has(code)) return true
    if (cause instanceof AggregateError && cause.errors.length > 0) return cause.errors.every(neverConnected)
    cause = cause.cause
  }
  return false
}
