import { Permanent, Temporary } from '../../errors.ts'
import { membersOf } from '../members.ts'
import type { Line, ProviderContext } from '../provider.ts'
import { askTuco } from './ask-tuco.ts'
import type { TucoSettings } from './settings.ts'
import { tucoLines } from './tuco-lines.ts'

const needed = ['message.reply', 'message.sent', 'message.failed', 'message.fallback', 'message.opened']

/** Does the key own the line, is it the line's number, and does Tuco tell this relay what happens on it? */
export async function tryLine(line: Line<TucoSettings>, context: ProviderContext): Promise<void> {
  const lines = await tucoLines(line, context)
  const ours = lines.find(({ _id: id }) => id === line.settings.lineId)
  if (!ours) {
    const right = lines.find(({ phone, email }) => phone === line.address || email === line.address)
    const hint = right ? ` ${line.address} has “${right._id}”.` : ''
    throw wrong('sender_refused', `This Tuco workspace has no line “${line.settings.lineId}”.${hint}`)
  }
  if (ours.phone !== line.address && ours.email !== line.address) {
    throw wrong('sender_refused', `The line “${ours._id}” is ${ours.phone ?? ours.email}, not ${line.address}.`)
  }
  if (!ours.isActive) throw wrong('line_inactive', `Tuco says that ${line.address} is not active.`)
  const known = membersOf(await askTuco('/api/webhooks', {}, line, context))
  if (!known.isList('webhooks')) throw new Temporary('provider_failed', "Tuco's list of webhooks cannot be read.")
  const webhook = known
    .list('webhooks')
    .map(membersOf)
    .find((one) => one.text('url') === line.callbackUrl)
  if (!webhook || webhook.flag('isActive') === false) {
    throw wrong('webhook_missing', `No active webhook at Tuco has the address ${line.callbackUrl}.`)
  }
  const missing = needed.filter((event) => !webhook.list('events').includes(event))
  if (missing.length > 0) {
    throw wrong('webhook_events_missing', `The webhook at Tuco lacks the events ${missing.join(', ')}.`)
  }
}

function wrong(code: string, words: string): Permanent {
  return new Permanent(code, words, { blame: 'line' })
}
