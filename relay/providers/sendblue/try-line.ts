import { cutText } from '../../../contract/cut-text.ts'
import { Permanent, Temporary } from '../../errors.ts'
import { isSecret } from '../is-secret.ts'
import { membersOf, type Members } from '../members.ts'
import { namesLine } from '../names-line.ts'
import type { Line, ProviderContext } from '../provider.ts'
import { ask } from './ask.ts'
import type { SendblueSettings } from './settings.ts'

const working = new Set(['ONLINE', 'DEGRADED'])

/** Are the keys right, is the number one of the account's lines and in order, and do its webhooks come to us? */
export async function tryLine(line: Line<SendblueSettings>, context: ProviderContext): Promise<void> {
  const lines = membersOf(await ask('/api/v2/lines/state', {}, line, context))
  if (!lines.isList('data')) throw unreadable('lines')
  const ours = lines
    .list('data')
    .map(membersOf)
    .find((one) => namesLine(one.text('sendblue_number') ?? '', line))
  const state = ours && (ours.text('status') ?? 'UNKNOWN')
  if (state === undefined) throw wrong('unknown_line', `The Sendblue account has no line ${line.address}.`)
  if (state === 'OFFLINE') throw wrong('line_offline', 'Sendblue says that this line is offline. Ask their support.')
  if (!working.has(state)) {
    throw new Temporary('line_state_unknown', `Sendblue does not say whether this line works (${cutText(state, 40)}).`)
  }
  // With the secrets in it, which are compared here and repeated nowhere.
  const answer = membersOf(await ask('/api/account/webhooks', {}, line, { ...context, secrets: [] }))
  if (!answer.has('webhooks')) throw unreadable('webhooks')
  const registered = answer.within('webhooks')
  for (const type of ['receive', 'outbound', 'line_blocked'] as const) {
    const at = registered
      .list(type)
      .map(asEntry)
      .filter(({ url }) => url === line.callbackUrl)
    if (at.length === 0) throw wrong('webhook_missing', `Add a webhook of the type ${type}: ${line.callbackUrl}.`)
    const { webhookSecret, previousWebhookSecret } = line.settings
    const secrets = at.map(({ secret }) => secret ?? registered.text('globalSecret') ?? '')
    if (!secrets.some((secret) => isSecret(secret, [webhookSecret, previousWebhookSecret]))) {
      throw wrong('webhook_secret_differs', `The webhook of the type ${type} has another secret than this line.`)
    }
  }
}

/** Listed as an address alone, or with what belongs to it. */
function asEntry(entry: unknown): { url: string | undefined; secret: string | undefined } {
  const members: Members = membersOf(typeof entry === 'string' ? { url: entry } : entry)
  return { url: members.text('url'), secret: members.text('secret') }
}

function wrong(code: string, words: string): Permanent {
  return new Permanent(code, words, { blame: 'line' })
}

function unreadable(what: string): Temporary {
  return new Temporary('provider_failed', `Sendblue did not list its ${what}.`)
}
