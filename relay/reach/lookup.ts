import type { LookupAddress } from 'node:dns'

/** Every address that the name of a host has. Throws what the system throws. */
export type Lookup = (host: string) => Promise<readonly LookupAddress[]>
