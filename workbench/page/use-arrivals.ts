import { ask } from './ask.ts'
import { useLive } from './use-live.ts'

/** Whether anything was ever written to this address on the phone network. */
export function useArrivals(address: string): boolean {
  const phone = useLive(
    address,
    async (one, signal) =>
      one === '' ? null : ask('GET /workbench/phones/:address', { address: one }, undefined, signal),
    ['phone'],
  )
  return (phone.value?.messages.length ?? 0) > 0
}
