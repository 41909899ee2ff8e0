import { loose } from '../loose.ts'
import type { Service } from '../provider.ts'

const services: Record<string, Service> = { imessage: 'iMessage', sms: 'SMS', mms: 'MMS', rcs: 'RCS' }

/** Who stands in a place where Chert shows a handle, or the bare address. */
export function handleOf(value: unknown): { address: string | undefined; isMe: boolean; service: Service | undefined } {
  const { handle, is_me: isMe, service } = loose.record(value)
  const address = loose.text(value) ?? loose.text(handle)
  return {
    address: address?.includes('@') ? address : address?.replace(/(?<=.)[\s().-]/g, ''),
    isMe: isMe === true,
    service: services[loose.text(service)?.toLowerCase() ?? ''],
  }
}
