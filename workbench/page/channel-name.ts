const names: Record<string, string> = { imessage: 'iMessage', sms: 'SMS', whatsapp: 'WhatsApp', email: 'Email' }

/** A channel as people write it. */
export function channelName(channel: string): string {
  return names[channel] ?? channel
}
