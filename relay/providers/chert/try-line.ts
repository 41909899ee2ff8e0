import { Permanent, Temporary } from '../../errors.ts'
import { membersOf } from '../members.ts'
import type { Line, ProviderContext } from '../provider.ts'
import { askChert } from './ask-chert.ts'
import type { ChertSettings } from './settings.ts'

/** Does Chert accept the secret, is the phone line id the line's number and active, and do its webhooks come here? */
export async function tryLine(line: Line<ChertSettings>, context: ProviderContext): Promise<void> {
  const answer = await askChert('/phone-numbers', {}, line, context)
  const named = membersOf(answer)
  const listed = Array.isArray(answer) ? (answer as unknown[]) : named.list('phone_numbers')
  if (!Array.isArray(answer) && !named.isList('phone_numbers')) {
    throw new Temporary('provider_failed', "Chert's list of numbers cannot be read.")
  }
  const numbers = listed.map(membersOf)
  const { phoneLineId } = line.settings
  const ours = numbers.find((one) => one.text('phone_line_id') === phoneLineId)
  if (!ours) {
    const right = numbers.find((one) => one.text('phone_number') === line.address)
    const hint = right ? ` ${line.address} has “${right.text('phone_line_id')}”.` : ''
    throw wrong('sender_refused', `This Chert account has no phone line “${phoneLineId}”.${hint}`)
  }
  const number = ours.text('phone_number')
  if (number !== line.address) {
    throw wrong('sender_refused', `The phone line “${phoneLineId}” is ${number}, not ${line.address}.`)
  }
  if (ours.flag('is_active') === false) throw wrong('line_inactive', `Chert says that ${line.address} is not active.`)
  await tryWebhook(line, context)
}

/** Without a subscription what comes in stays in a list of Chert's, and is heard of late. */
async function tryWebhook(line: Line<ChertSettings>, context: ProviderContext): Promise<void> {
  const answer = await askChert('/webhook-subscriptions', {}, line, context)
  const named = membersOf(answer)
  if (!Array.isArray(answer) && !named.isList('subscriptions')) {
    throw new Temporary('provider_failed', "Chert's list of webhook subscriptions cannot be read.")
  }
  const listed = (Array.isArray(answer) ? (answer as unknown[]) : named.list('subscriptions')).map(membersOf)
  const here = listed.filter((one) => one.text('url') === line.callbackUrl && one.flag('is_active') !== false)
  if (here.length === 0) {
    throw wrong('webhook_missing', `No active webhook subscription at Chert has the address ${line.callbackUrl}.`)
  }
  // None named: all of them.
  const tells = here.some((one) => one.list('events').length === 0 || one.list('events').includes('message.received'))
  if (!tells)
    throw wrong('webhook_events_missing', 'The webhook subscription at Chert lacks the event message.received.')
}

function wrong(code: string, words: string): Permanent {
  return new Permanent(code, words, { blame: 'line' })
}
