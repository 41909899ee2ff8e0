import { asService } from '../as-service.ts'
import type { Members } from '../members.ts'
import type { Service } from '../provider.ts'

/** Who stands in a place where Chert shows a handle, or the bare address: under the first of these names that holds one. */
export function handleOf(
  holder: Members,
  ...names: string[]
): { address: string | undefined; isMe: boolean; service: Service | undefined } {
  const handle = names.length === 0 ? holder : holder.within(...names)
  const address = handle.text('handle') ?? holder.text(...names)
  return {
    address: address?.includes('@') ? address : address?.replace(/(?<=.)[\s().-]/g, ''),
    isMe: handle.flag('is_me') === true,
    service: asService(handle.text('service')),
  }
}
