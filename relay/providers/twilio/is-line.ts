import type { Line } from '../provider.ts'
import { bareAddress } from './channel-address.ts'
import type { TwilioSettings } from './settings.ts'

/**
 * Is this one of the names by which Twilio calls the line: its number, with a channel before it or without, and the RCS sender that
 * stands before all numbers of its Messaging Service (`service`, where the message names one)? Where no setting tells that sender,
 * what comes to the line's own address is believed to be for the line.
 */
export function isLine(address: string, service: string | undefined, line: Line<TwilioSettings>): boolean {
  const { messagingServiceSid, rcsSender } = line.settings
  if (/^rcs:/i.test(address)) {
    if (rcsSender !== undefined) return address.toLowerCase() === rcsSender.toLowerCase()
    return messagingServiceSid === undefined || service === undefined || service === messagingServiceSid
  }
  const bare = bareAddress(address)
  return bare === line.address || (/^\+?\d{7,15}$/.test(bare) && digits(bare) === digits(line.address))
}

function digits(text: string): string {
  return text.replace(/\D/g, '')
}
