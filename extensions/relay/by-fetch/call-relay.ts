import { relayCaller } from '../relay-caller.ts'
import { throughFetch } from './through-fetch.ts'

/** Asks the relay. Stands in for `../call-relay.ts` in the marketplace edition, which can have no functions. */
export const callRelay = relayCaller(throughFetch)
