import { Permanent, Temporary } from '../../errors.ts'
import { peek, peekList, peekText } from '../peek.ts'
import type { Line, ProviderContext } from '../provider.ts'
import { account } from './account.ts'
import { askTwilio } from './ask-twilio.ts'
import type { TwilioSettings } from './settings.ts'

/** Does the login work, is the number the account's, can it send, and do its replies come here? Throws in words. */
export async function tryLine(line: Line<TwilioSettings>, context: ProviderContext): Promise<void> {
  const { url } = account(line)
  const owner = await askTwilio(url('.json'), line, context)
  const status = peekText(owner, 'status')
  if (status === undefined) throw new Temporary('provider_failed', "Twilio's answer cannot be read.")
  if (status !== 'active') {
    throw new Permanent('account_inactive', `The Twilio account is ${status}.`, { blame: 'line' })
  }
  // Short codes and WhatsApp senders are not in this list.
  if (line.channel !== 'sms' || !line.address.startsWith('+')) return
  const list = url('/IncomingPhoneNumbers.json')
  list.search = new URLSearchParams({ PhoneNumber: line.address }).toString()
  const answer = await askTwilio(list, line, context)
  if (!Array.isArray(peek(answer, 'incoming_phone_numbers'))) {
    throw new Temporary('provider_failed', "Twilio's list of numbers cannot be read.")
  }
  const owned = peekList(answer, 'incoming_phone_numbers')
  const number = owned.find((each) => peekText(each, 'phone_number') === line.address)
  if (number === undefined)
    throw wrong('sender_refused', `The number ${line.address} does not belong to this Twilio account.`)
  if (peek(number, 'capabilities', 'sms') === false)
    throw wrong('sender_refused', `The number ${line.address} cannot send text messages.`)
  // A Messaging Service may have an address of its own, which this list does not show.
  if (line.settings.messagingServiceSid === undefined && peekText(number, 'sms_url') !== line.callbackUrl) {
    throw wrong('webhook_elsewhere', `Replies do not come here: set “A message comes in” to ${line.callbackUrl}.`)
  }
}

function wrong(code: string, words: string): Permanent {
  return new Permanent(code, words, { blame: 'line' })
}
