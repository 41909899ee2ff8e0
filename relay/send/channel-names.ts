import type { Channel } from '../../contract/channel.ts'

/** What people call each channel, in the middle of a sentence. */
export const channelNames: Record<Channel, string> = {
  imessage: 'iMessage',
  sms: 'SMS',
  whatsapp: 'WhatsApp',
  email: 'email',
}
