import type { Line, Service } from '../provider.ts'

/** What carried a message of an SMS line: its addresses name RCS, and its id tells a message with media from one without. */
export function serviceOf(sid: string, addresses: readonly string[], line: Pick<Line, 'channel'>): Service | undefined {
  if (line.channel !== 'sms') return undefined
  if (addresses.some((address) => /^rcs(:|$)/i.test(address))) return 'RCS'
  if (addresses.some((address) => /^whatsapp(:|$)/i.test(address))) return 'WhatsApp'
  return sid.startsWith('MM') ? 'MMS' : 'SMS'
}
