import { isIP } from 'node:net'
import type { Place } from './place.ts'

/** A place as it is named in `ALLOWED_HOSTS`, with its port unless that is the usual one of a web server. */
export function entryOf({ kind, host, port }: Place): string {
  const name = isIP(host) === 6 ? `[${host}]` : host
  return (kind === 'https' && port === 443) || (kind === 'http' && port === 80) ? name : `${name}:${port}`
}
