import type { Service } from './provider.ts'

const services: Record<string, Service> = {
  imessage: 'iMessage',
  sms: 'SMS',
  mms: 'MMS',
  rcs: 'RCS',
  whatsapp: 'WhatsApp',
}

/** A vendor's word for what carried a message, in ours; undefined where it is none that we know. */
export function asService(word: string | undefined): Service | undefined {
  const name = (word ?? '').toLowerCase()
  return Object.hasOwn(services, name) ? services[name] : undefined
}
