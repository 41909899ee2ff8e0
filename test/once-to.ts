import type { PhoneFault } from '../workbench/phone-network/phone-wire.ts'
import type { TestContact } from './world.ts'

/** For a fault that befalls the next request about this person: what another test left waiting leaves without it. */
export function onceTo({ properties: { mobilephone } }: TestContact): Pick<PhoneFault, 'times' | 'to'> {
  if (!mobilephone || !/^\+\d+$/.test(mobilephone))
    throw new Error('only a number in full is what the network knows a phone by')
  return { times: 1, to: mobilephone }
}
