import type { Channel } from './channel.ts'

/** What people call each channel, in the middle of a sentence. */
export const channelNames: Readonly<Record<Channel, string>> = {
  imessage: 'iMessage',
  sms: 'SMS',
  whatsapp: 'WhatsApp',
  email: 'email',
}

/** The same where the name stands by itself or comes first. */
export const channelLabels: Readonly<Record<Channel, string>> = { ...channelNames, email: 'Email' }
