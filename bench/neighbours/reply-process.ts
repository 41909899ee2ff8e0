import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { cardCallPaths } from '../../contract/card-function.ts'
import type { ConversationResponse } from '../../contract/conversation.ts'
import type { PhoneEvent } from '../../workbench/phone-network/phone-wire.ts'
import { signHubSpotRequest } from '../../relay/hubspot/signature.ts'
import { signWebhook } from '../../workbench/phone-network/sign-webhook.ts'
import { openRecord } from '../../workbench/open-record.ts'
import { account } from '../stage/relay-settings.ts'

export interface ReplyingContact {
  id: string
  phone: string
}

/** Of an account: a reply each `every` milliseconds, every fourth from somebody whom the relay has not met. */
export interface ReplyingAccount {
  portalId: number
  every: number
  known: ReplyingContact[]
  strangers: ReplyingContact[]
  /** How long its replies take is asked for; of the others the card is opened once and nobody waits for it. */
  measured: boolean
}

export interface ReplyOrder {
  origin: string
  /** What HubSpot's signatures cover in place of `origin`. */
  publicUrl: string
  appSecret: string
  line: { id: string; address: string }
  milliseconds: number
  accounts: ReplyingAccount[]
}

/** Milliseconds from the webhook's first byte to the card that showed the reply, of each. */
export interface ReplyReport {
  delays: number[]
  troubles: string[]
}

/** Milliseconds between two looks at a card, or a tenth of what has passed: looking must not be what takes the time. */
const pause = 25
/** After which a reply is waited for no longer, and counted as that late. */
const longest = 30_000

async function run(order: ReplyOrder): Promise<ReplyReport> {
  const report: ReplyReport = { delays: [], troubles: [] }
  const underWay: Promise<void>[] = []
  const deadline = performance.now() + order.milliseconds
  await Promise.all(
    order.accounts.map(async (one, index) => {
      await wait((index * one.every) / order.accounts.length)
      for (let turn = 0, next = performance.now(); next < deadline; turn += 1, next += one.every) {
        await wait(Math.max(0, next - performance.now()))
        const reply = play(order, one, turn, report).catch((error: unknown) => {
          if (one.measured) report.troubles.push(String(error))
        })
        underWay.push(reply)
      }
    }),
  )
  await Promise.all(underWay)
  return report
}

async function play(order: ReplyOrder, one: ReplyingAccount, turn: number, report: ReplyReport): Promise<void> {
  const stranger = turn % 4 === 3 ? one.strangers[turn >> 2] : undefined
  const contact = stranger ?? one.known[turn % one.known.length]!
  const mark = randomUUID()
  const begun = performance.now()
  const taken = await postReply(order, one.portalId, contact, mark)
  if (taken !== 200) throw new Error(`a webhook of ${one.portalId} was answered with ${taken}`)
  if (!one.measured) return void (await openCard(order, one.portalId, contact))
  for (;;) {
    const shown = await openCard(order, one.portalId, contact)
    const delay = performance.now() - begun
    if (delay > longest || shown.some(({ body }) => body.includes(mark))) {
      return void report.delays.push(Math.min(delay, longest))
    }
    await wait(Math.max(pause, delay / 10))
  }
}

async function postReply(order: ReplyOrder, portalId: number, from: ReplyingContact, mark: string): Promise<number> {
  const event: PhoneEvent = {
    type: 'message.received',
    message: {
      ...{ id: randomUUID(), seq: 0, direction: 'from_phone', from: from.phone, to: order.line.address },
      ...{ body: `Yes, gladly (${mark})`, channel: 'sms', reference: null, status: 'received' },
      at: new Date().toISOString(),
    },
  }
  const body = Buffer.from(JSON.stringify(event))
  const response = await fetch(`${order.origin}/webhooks/${portalId}/${order.line.id}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...signWebhook(account.webhookSecret, { id: randomUUID(), at: Date.now(), body }),
    },
    body,
    signal: AbortSignal.timeout(longest),
  })
  await response.text()
  return response.status
}

async function openCard(
  order: ReplyOrder,
  portalId: number,
  { id, phone }: ReplyingContact,
): Promise<ConversationResponse['messages']> {
  const target = `${cardCallPaths.conversation}?portalId=${portalId}&userId=7&userEmail=ann%40company.example&appId=77`
  const body = Buffer.from(
    JSON.stringify({ portalId: String(portalId), contact: openRecord({ id, properties: { mobilephone: phone } }) }),
  )
  const asked = { method: 'POST', uri: order.publicUrl + target, body, now: new Date() }
  const response = await fetch(order.origin + target, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...signHubSpotRequest('v3', order.appSecret, asked) },
    body,
    signal: AbortSignal.timeout(longest),
  })
  const text = await response.text()
  if (response.status !== 200) throw new Error(`a card of ${portalId} was answered with ${response.status}: ${text}`)
  return (JSON.parse(text) as ConversationResponse).messages
}

process.on('message', (order: ReplyOrder) => {
  run(order).then(
    (report) => process.send?.(report),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
})
process.on('disconnect', () => process.exit(0))
