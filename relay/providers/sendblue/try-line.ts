import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { Permanent, Temporary } from '../../errors.ts'
import { isSecret } from '../is-secret.ts'
import type { Line, ProviderContext } from '../provider.ts'
import { ask } from './ask.ts'
import type { SendblueSettings } from './settings.ts'

const Lines = Type.Object({
  data: Type.Array(Type.Object({ sendblue_number: Type.Union([Type.String(), Type.Null()]), status: Type.String() })),
})
const Entry = Type.Union([Type.String(), Type.Object({ url: Type.String(), secret: Type.Optional(Type.String()) })])
const Webhooks = Type.Object({
  webhooks: Type.Object({
    globalSecret: Type.Optional(Type.Union([Type.String(), Type.Null()])),
    receive: Type.Optional(Type.Array(Entry)),
    outbound: Type.Optional(Type.Array(Entry)),
    line_blocked: Type.Optional(Type.Array(Entry)),
  }),
})

/** Are the keys right, is the number one of the account's lines and in order, and do its webhooks come to us? */
export async function tryLine(line: Line<SendblueSettings>, context: ProviderContext): Promise<void> {
  const lines = await ask('/api/v2/lines/state', {}, line, context)
  if (!Value.Check(Lines, lines)) throw unreadable('lines')
  const state = lines.data.find(({ sendblue_number: number }) => number === line.address)?.status
  if (state === undefined) throw wrong('unknown_line', `The Sendblue account has no line ${line.address}.`)
  if (state === 'OFFLINE') throw wrong('line_offline', 'Sendblue says that this line is offline. Ask their support.')
  // With the secrets in it, which are compared here and repeated nowhere.
  const answer = await ask('/api/account/webhooks', {}, line, { ...context, secrets: [] })
  if (!Value.Check(Webhooks, answer)) throw unreadable('webhooks')
  const { globalSecret, ...registered } = answer.webhooks
  for (const type of ['receive', 'outbound', 'line_blocked'] as const) {
    const entries = (registered[type] ?? []).map((entry) => (typeof entry === 'string' ? { url: entry } : entry))
    const ours = entries.filter(({ url }) => url === line.callbackUrl)
    if (ours.length === 0) throw wrong('webhook_missing', `Add a webhook of the type ${type}: ${line.callbackUrl}.`)
    const { webhookSecret, previousWebhookSecret } = line.settings
    const secrets = ours.map((entry) => ('secret' in entry ? entry.secret : undefined) ?? globalSecret ?? '')
    if (!secrets.some((secret) => isSecret(secret, [webhookSecret, previousWebhookSecret]))) {
      throw wrong('webhook_secret_differs', `The webhook of the type ${type} has another secret than this line.`)
    }
  }
}

function wrong(code: string, words: string): Permanent {
  return new Permanent(code, words, { blame: 'line' })
}

function unreadable(what: string): Temporary {
  return new Temporary('provider_failed', `Sendblue did not list its ${what}.`)
}
