import type { ProviderDescriptor } from './descriptor.ts'
import { descriptor as seeing } from './simulator.ts'

/** The same network and the same wire, without `find` and `since`. */
export const descriptor: ProviderDescriptor = seeing
