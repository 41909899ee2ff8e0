import type { Channel } from '../../../contract/channel.ts'

/** What people call a channel. */
export const channelNames: Record<Channel, string> = {
  imessage: 'iMessage',
  sms: 'SMS',
  whatsapp: 'WhatsApp',
  email: 'Email',
}
