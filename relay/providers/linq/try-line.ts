import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { Permanent, Temporary } from '../../errors.ts'
import { askVendor } from '../call-vendor.ts'
import type { Line, ProviderContext } from '../provider.ts'
import { linqRequest } from './linq-request.ts'
import type { LinqSettings } from './settings.ts'
import { throwRefusal } from './throw-refusal.ts'

const numbers = Compile(Type.Object({ phone_numbers: Type.Array(Type.Object({ phone_number: Type.String() })) }))
const subscriptions = Compile(
  Type.Object({
    subscriptions: Type.Array(
      Type.Object({
        target_url: Type.String(),
        is_active: Type.Boolean(),
        subscribed_events: Type.Array(Type.String()),
        phone_numbers: Type.Optional(Type.Union([Type.Array(Type.String()), Type.Null()])),
      }),
    ),
  }),
)

const needed = ['message.received', 'message.sent', 'message.delivered', 'message.read', 'message.failed']

/** Does the token own the line's number, and does Linq tell this relay what happens on it? */
export async function tryLine(line: Line<LinqSettings>, context: ProviderContext): Promise<void> {
  const owned = await ask('/phone_numbers')
  if (!numbers.Check(owned)) throw new Temporary('provider_failed', "Linq's list of numbers cannot be read.")
  if (!owned.phone_numbers.some(({ phone_number: number }) => number === line.address)) {
    throw wrong('sender_refused', `${line.address} is not among the numbers of this Linq account.`)
  }
  const known = await ask('/webhook-subscriptions')
  if (!subscriptions.Check(known)) throw new Temporary('provider_failed', "Linq's subscriptions cannot be read.")
  const ours = known.subscriptions.find(({ target_url: url }) => url.split('?', 1)[0] === line.callbackUrl)
  const wish = `${line.callbackUrl}?version=2026-02-03`
  if (!ours?.is_active)
    throw wrong('webhook_missing', `No active webhook subscription at Linq has the address ${wish}.`)
  if (!ours.target_url.includes('version=2026-02-03')) {
    throw wrong('webhook_version_wrong', `The webhook subscription at Linq must have the address ${wish}.`)
  }
  const missing = needed.filter((event) => !ours.subscribed_events.includes(event))
  if (missing.length > 0) {
    throw wrong('webhook_events_missing', `The webhook subscription at Linq lacks the events ${missing.join(', ')}.`)
  }
  if (ours.phone_numbers?.length && !ours.phone_numbers.includes(line.address)) {
    throw wrong('webhook_number_missing', `The webhook subscription at Linq leaves out ${line.address}.`)
  }

  async function ask(path: string): Promise<unknown> {
    const { url, request } = linqRequest(path, line)
    const answer = await askVendor('Linq', url, request, context)
    return answer.status === 200 ? answer.json : throwRefusal(answer, context.now())
  }
}

function wrong(code: string, words: string): Permanent {
  return new Permanent(code, words, { blame: 'line' })
}
