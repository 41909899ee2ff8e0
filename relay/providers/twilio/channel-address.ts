import type { Channel } from '../../../contract/channel.ts'

/** An address as Twilio writes it: SMS bare, WhatsApp with a prefix. */
export function channelAddress(address: string, channel: Channel): string {
  return channel === 'whatsapp' ? `whatsapp:${address}` : address
}

/**
 * The bare address: a phone number, or the business-scoped id (`US.1349…`) of a WhatsApp user who hides it. An RCS sender
 * of a Messaging Service answers with `rcs:`. A plus that a form has turned into a blank is one again.
 */
export function bareAddress(address: string): string {
  const bare = address.replace(/^[a-z]+:/i, '')
  if (/^\s\d{7,15}$/.test(bare)) return `+${bare.trim()}`
  return bare !== address && /^\d{10,15}$/.test(bare) ? `+${bare}` : bare.trim()
}
