import { lookup } from 'node:dns/promises'
import type { Lookup } from './lookup.ts'

/** As the system's resolver answers. */
export const systemLookup: Lookup = (host) => lookup(host, { all: true })
