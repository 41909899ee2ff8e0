import type { LookupFunction } from 'node:net'
import type { Lookup } from './lookup.ts'

/** A look-up as sockets ask for it. They connect to nothing but what it answers. */
export function socketLookup(find: Lookup): LookupFunction {
  return (host, { all }, done) => {
    find(host).then(
      (addresses) => {
        const [first] = addresses
        if (!first) done(new Error(`${host} has no address to connect to.`), '')
        else if (all) done(null, [...addresses])
        else done(null, first.address, first.family)
      },
      (error: NodeJS.ErrnoException) => done(error, ''),
    )
  }
}
