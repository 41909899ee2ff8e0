import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { SendMessageResponse } from '../../../contract/send-message.ts'
import { cardCallPaths } from '../../../contract/card-function.ts'
import type { Mail } from '../../../workbench/mail/create-mail.ts'
import { openRecord } from '../../../workbench/open-record.ts'
import { asText } from './as-text.ts'
import type { Ask } from './ask.ts'
import type { Act, Item, SentBefore } from './item.ts'
import { knock } from './knock.ts'
import { repliesOf } from './lines.ts'
import type { OpenLine } from './open-lines.ts'

export interface PlayNeeds {
  publicUrl: string
  ask: Ask
  mail: Mail
  lines: ReadonlyMap<string, OpenLine>
  /** Where files that we send lie. */
  filesUrl: string
  say(text: string): void
}

const sideBySide = 16

/** Plays the acts with this number of all items, some side by side; answers how many there were. */
export async function playActs(items: readonly Item[], number: number, needs: PlayNeeds): Promise<number> {
  const due = items.filter(({ acts }) => acts.length > number)
  const queue = due.values()
  await Promise.all(
    Array.from({ length: sideBySide }, async () => {
      for (const item of queue) {
        const act = item.acts[number]
        if (!act) continue
        try {
          await play(item, act, needs)
        } catch (error) {
          needs.say(`${item.kind} ${item.shape}: could not be played: ${String(error)}`)
        }
      }
    }),
  )
  return due.length
}

async function play(item: Item, act: Act, needs: PlayNeeds): Promise<void> {
  if (act.do === 'wait') return pause(act.ms ?? 0)
  if (act.do === 'send') return send(item, act, needs)
  if (act.do === 'many') {
    for (let turn = 0; turn < act.count; turn += 1) {
      const mark = `${item.mark.slice(0, -2)}${String(turn).padStart(2, '0')}`
      await send(item, { do: 'send', lineId: act.lineId, body: `Hello ${mark}`, mark, answer: act.answer }, needs)
    }
    return
  }
  const before = lastSent(item, needs)
  if (act.do === 'list') {
    needs.lines.get(act.lineId)?.history?.add(act.make(before))
    return
  }
  if (act.do === 'mail') {
    const line = needs.lines.get(act.lineId)
    if (!line) throw new Error(`there is no line ${act.lineId}`)
    await needs.mail.deliver(act.make(before), act.to ?? repliesOf(line), act.from)
    return
  }
  const delivery = act.make(before)
  const line = needs.lines.get(delivery.lineId)
  if (!line) throw new Error(`there is no line ${delivery.lineId}`)
  const status = await knock(needs.publicUrl, line, delivery)
  // A vendor whose delivery is not taken gives it up, sooner or later; what it said is then missed where it is looked for.
  if (status < 200 || status > 299) item.refused.set('door', String(status))
}

async function send(item: Item, act: Act & { do: 'send' }, { ask, lines, filesUrl }: PlayNeeds): Promise<void> {
  const line = lines.get(act.lineId)
  if (!line) throw new Error(`there is no line ${act.lineId}`)
  if (act.answer) line.board?.answer(act.mark, act.answer)
  const { phone, mobilephone } = item.contact.properties
  for (const number of [phone, mobilephone]) if (number?.startsWith('+')) line.openWindow(number)
  const { status, answer } = await ask<SendMessageResponse & { code?: string }>(cardCallPaths['send-message'], {
    contact: openRecord(item.contact),
    idempotencyKey: randomUUID(),
    lineId: line.id,
    body: act.body,
    ...(act.file ? { attachments: [{ url: `${filesUrl}/${act.file}` }] } : {}),
    ...(line.channel === 'email' ? { subject: `Offer ${act.mark}` } : {}),
  })
  if (status === 200) item.sent.set(act.mark, answer.messageId)
  else item.refused.set(act.mark, answer.code ?? String(status))
}

/** What the vendor calls the message of ours that was sent last. */
function lastSent(item: Item, { lines, mail }: PlayNeeds): SentBefore {
  const act = item.acts.findLast((one) => one.do === 'send' && item.sent.has(one.mark))
  if (act?.do !== 'send') return { providerId: '', reference: '', messageId: '', replyTo: '' }
  const reference = item.sent.get(act.mark) ?? ''
  const line = lines.get(act.lineId)
  const { email } = item.contact.properties
  const mailed = email ? mail.mailbox(email).find(({ subject }) => subject.includes(act.mark)) : undefined
  const response = line?.board?.calls(act.mark).at(-1)?.response ?? ''
  return {
    reference,
    providerId: line ? idIn(line.provider, response, reference) : '',
    messageId: mailed?.messageId ?? '',
    replyTo: mailed?.replyTo ?? '',
  }
}

function idIn(provider: string, response: string, reference: string): string {
  if (provider === 'kannel') return reference
  const name = {
    whatsapp: 'id',
    twilio: 'sid',
    sendblue: 'message_handle',
    chert: 'message_id',
    tuco: '_id',
    bluebubbles: 'guid',
  }[provider]
  const said: unknown = response.startsWith('{') ? JSON.parse(response) : {}
  if (provider === 'linq') return asText(find(find(said, 'message'), 'id'))
  if (provider === 'whatsapp') return asText(find(find(said, 'messages'), 'id'))
  if (provider === 'bluebubbles') return asText(find(find(said, 'messages') ?? said, 'guid'))
  return asText(find(said, name ?? ''))
}

/** The first member of this name, however deep. */
function find(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  if (name in value && typeof (value as Record<string, unknown>)[name] !== 'undefined')
    return (value as Record<string, unknown>)[name]
  for (const one of Object.values(value)) {
    const found = find(one, name)
    if (found !== undefined) return found
  }
  return undefined
}
