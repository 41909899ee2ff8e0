import { Permanent, Temporary } from '../../errors.ts'
import { askVendor } from '../call-vendor.ts'
import { membersOf, type Members } from '../members.ts'
import { namesLine } from '../names-line.ts'
import type { Line, ProviderContext } from '../provider.ts'
import { linqRequest } from './linq-request.ts'
import type { LinqSettings } from './settings.ts'
import { throwRefusal } from './throw-refusal.ts'

const needed = ['message.received', 'message.sent', 'message.delivered', 'message.read', 'message.failed']

/** Does the token own the line's number, and does Linq tell this relay what happens on it? */
export async function tryLine(line: Line<LinqSettings>, context: ProviderContext): Promise<void> {
  const owned = await ask('/phone_numbers', 'phone_numbers', 'numbers')
  const numbers = owned.map((one) => one.text('phone_number') ?? '')
  if (!numbers.some((number) => namesLine(number, line))) {
    throw wrong('sender_refused', `${line.address} is not among the numbers of this Linq account.`)
  }
  const known = await ask('/webhook-subscriptions', 'subscriptions', 'subscriptions')
  const urlOf = (one: Members) => one.text('target_url') ?? ''
  const ours = known.find((one) => urlOf(one).split('?', 1)[0] === line.callbackUrl)
  const wish = `${line.callbackUrl}?version=2026-02-03`
  if (ours?.flag('is_active') !== true)
    throw wrong('webhook_missing', `No active webhook subscription at Linq has the address ${wish}.`)
  if (!urlOf(ours).includes('version=2026-02-03')) {
    throw wrong('webhook_version_wrong', `The webhook subscription at Linq must have the address ${wish}.`)
  }
  const subscribed = ours.list('subscribed_events')
  const missing = needed.filter((event) => !subscribed.includes(event))
  if (missing.length > 0) {
    throw wrong('webhook_events_missing', `The webhook subscription at Linq lacks the events ${missing.join(', ')}.`)
  }
  const limited = ours.list('phone_numbers')
  if (limited.length > 0 && !limited.some((number) => typeof number === 'string' && namesLine(number, line))) {
    throw wrong('webhook_number_missing', `The webhook subscription at Linq leaves out ${line.address}.`)
  }

  /** A list of Linq's, each item for itself. */
  async function ask(path: string, name: string, what: string): Promise<Members[]> {
    const { url, request } = linqRequest(path, line)
    const answer = await askVendor('Linq', url, request, context)
    if (answer.status !== 200) return throwRefusal(answer, context.now())
    const listed = membersOf(answer.json)
    if (!listed.isList(name)) throw new Temporary('provider_failed', `Linq's list of ${what} cannot be read.`)
    return listed.list(name).map(membersOf)
  }
}

function wrong(code: string, words: string): Permanent {
  return new Permanent(code, words, { blame: 'line' })
}
