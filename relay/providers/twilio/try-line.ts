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
  const service = await askService(line, context)
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
  if (service === 'own address') return
  if (peekText(number, 'sms_url') !== line.callbackUrl) {
    throw wrong('webhook_elsewhere', `Replies do not come here: set “A message comes in” to ${line.callbackUrl}.`)
  }
}

/** A Messaging Service posts what comes in to an address of its own, or leaves that to its numbers. Null: the line has none. */
async function askService(
  line: Line<TwilioSettings>,
  context: ProviderContext,
): Promise<'own address' | 'of its numbers' | null> {
  const { messagingServiceSid: sid, apiUrl = 'https://api.twilio.com' } = line.settings
  if (sid === undefined) return null
  const url = new URL(`/v1/Services/${sid}`, apiUrl)
  url.hostname = url.hostname.replace(/^api\./, 'messaging.')
  const service = await askTwilio(url, line, context).catch((error: unknown) => {
    // The account was found a moment ago.
    if (!(error instanceof Permanent) || error.code !== 'account_unknown') throw error
    throw wrong('sender_refused', `This Twilio account has no Messaging Service ${sid}.`)
  })
  if (peek(service, 'use_inbound_webhook_on_number') === true) return 'of its numbers'
  if (peekText(service, 'inbound_request_url') === line.callbackUrl) return 'own address'
  throw wrong(
    'webhook_elsewhere',
    `Replies do not come here: in the Messaging Service ${sid} let “Send a webhook” go to ${line.callbackUrl}.`,
  )
}

function wrong(code: string, words: string): Permanent {
  return new Permanent(code, words, { blame: 'line' })
}
