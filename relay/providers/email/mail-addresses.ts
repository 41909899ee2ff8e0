import type { LookupAddress } from 'node:dns'
import { findAddresses } from '../../reach/find-addresses.ts'
import { plainHost } from '../../reach/plain-host.ts'
import { publicReach } from '../../reach/public-reach.ts'
import type { Reach } from '../../reach/reach.ts'
import { withTimeLimit } from '../../with-time-limit.ts'

/** Milliseconds for the name server. */
const patience = 20_000

/** What a mail server may be reached by. Throws `AddressRefused` where it may not be, or what the system throws. */
export async function mailAddresses(
  kind: 'smtp' | 'imap',
  { host, port }: { host: string; port: number },
  signal: AbortSignal,
  reach: Reach = publicReach,
): Promise<readonly LookupAddress[]> {
  const plain = plainHost(host)
  if (plain === null) throw Object.assign(new Error(`${host} is no host`), { code: 'ENOTFOUND' })
  return withTimeLimit(patience, [signal], (limit) => findAddresses({ kind, host: plain, port }, reach, limit))
}
