/** What happened to a connection to a mail server, in words to follow its name; null for anything else. Tells no address that a name led to. */
export function lostConnection(error: { code?: unknown; message: string }): string | null {
  const { code, message } = error
  const is = (...codes: string[]) => codes.some((one) => code === one || message.includes(one))
  if (is('EDNS', 'ENOTFOUND')) return 'its name leads nowhere.'
  if (is('EAI_AGAIN')) return 'its name cannot be looked up right now.'
  if (is('ECONNREFUSED')) return 'nothing listens at its address.'
  if (is('EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL')) return 'no way leads to its address.'
  if (is('ETIMEDOUT', 'EABORT', 'CONNECT_TIMEOUT', 'GREETING_TIMEOUT')) return 'it did not answer in time.'
  if (is('ECONNRESET', 'EPIPE')) return 'it broke off the connection.'
  return null
}
