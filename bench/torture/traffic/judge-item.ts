import type { ConversationMessage } from '../../../contract/conversation.ts'
import type { Expectation, Finding, Item } from './item.ts'
import type { Seen, Waiting } from './look.ts'
import type { OpenLine } from './open-lines.ts'
import { plainText } from './plain-text.ts'

export interface Surroundings {
  waiting: readonly Waiting[]
  states: ReadonlyMap<string, string>
  lines: ReadonlyMap<string, OpenLine>
}

/** What HubSpot's timeline says of a status. */
const labels: Record<string, string> = {
  sent: 'Sent',
  delivered: 'Delivered',
  read: 'Read',
  undelivered: 'Not delivered',
  failed: 'Failed',
  unknown: 'Not known whether it was sent',
}
/** Sentences that were never true of what a provider passed on. */
const untrue = ['sent something that WhatsApp does not pass on', 'undefined', '[object Object]', 'NaN']

/** Compares what is seen of an item with what it must have become. */
export function judgeItem(item: Item, seen: Seen, around: Surroundings): Finding[] {
  const { expect } = item
  const findings: Finding[] = []
  const find = (figure: Finding['figure'], words: string) => void findings.push({ figure, item, words })
  const { messages } = seen.card
  const inbound = messages.filter(({ direction }) => direction === 'inbound')
  const opening = item.openings

  for (const message of inbound) judgeShown(message)
  if (expect.line) {
    const state = around.states.get(expect.line.id)
    if (state !== expect.line.state) find('untrue', `the line ${expect.line.id} is ${state}, not ${expect.line.state}`)
  }
  if (expect.parked !== undefined && !waits(expect.parked)) find('lost', `${expect.parked} waits nowhere`)
  if (expect.wire) judgeWire(expect.wire)
  judgeFigures()
  judgeStatus()
  return findings

  function judgeShown(message: ConversationMessage): void {
    const text = plainText(message.body)
    const empty = text === '' && message.attachments.length === 0 && !message.subject
    if (empty && !isUnsent(message)) find('untrue', 'a message without anything is shown')
    for (const words of [...untrue, ...(expect.not ?? [])]) {
      if (shownText(message).includes(plainText(words))) find('untrue', `“${words}” is shown: “${text.slice(0, 80)}”`)
    }
  }

  function judgeFigures(): void {
    const words = (expect.words ?? []).map(plainText)
    const card = messages.map(shownText).join(' \n ')
    switch (expect.becomes) {
      case 'nothing':
        if (inbound.length > opening) find('untrue', `“${shownText(inbound.at(-1)!)}” is shown`)
        return
      case 'status':
        return
      case 'aside':
        for (const word of words) if (!waits(word)) find('lost', `“${word}” waits nowhere`)
        if (inbound.length > opening) find('untrue', `“${shownText(inbound.at(-1)!)}” is shown as the person's`)
        return
      case 'elsewhere':
        judgePresence(words, card)
        judgeElsewhere(words)
        return
      case 'unsent':
        if (!inbound.some(isUnsent)) find('untrue', 'nothing says that the message was taken back')
        return
      case 'sign':
        if (inbound.length > opening) find('untrue', `“${shownText(inbound.at(-1)!)}” is shown as a message`)
        judgePresence(words, JSON.stringify(messages))
        return
      case 'reaction':
        judgePresence(words, JSON.stringify(messages))
        return
      default:
        judgePresence(words, card)
        if (inbound.length <= opening) find('lost', 'nothing is shown')
        if (inbound.length > opening + 1) find('untrue', `${inbound.length - opening} messages are shown for one`)
    }
  }

  function judgePresence(words: readonly string[], card: string): void {
    for (const word of words) {
      if (!card.includes(word)) find('lost', `“${word}” is not in the card${waits(word) ? ', it waits' : ''}`)
      else if (!seen.timeline.includes(word)) find('lost', `“${word}” is not on the timeline`)
    }
    const names = inbound.flatMap(({ attachments }) => attachments.map(({ name }) => name))
    for (const name of expect.files ?? [])
      if (!names.some((one) => isNamed(one, name))) find('lost', `no file ${name} but ${names.join()}`)
    if (expect.files?.length === 0 && names.length > 0) find('untrue', `the file ${names.join()} is none`)
    if (expect.becomes === 'edited' && !inbound.some(isEdited)) find('untrue', 'nothing says that it was changed')
    if (expect.service && !seen.timeline.includes(expect.service)) {
      find('untrue', `the timeline does not say ${expect.service}: ${seen.timeline.slice(0, 60)}`)
    }
  }

  function judgeElsewhere(words: readonly string[]): void {
    const shown = messages.filter((one) => words.every((word) => shownText(one).includes(word)))
    if (shown.length > 1) find('untrue', 'what was written elsewhere is shown more than once')
    if (shown.some(({ direction }) => direction === 'inbound'))
      find('untrue', 'our own words are shown as the person’s')
  }

  function judgeStatus(): void {
    if (!expect.status) return
    const sends = item.acts.filter((act) => act.do === 'send')
    const mark = (sends.find(({ file }) => file !== undefined) ?? sends[0])?.mark ?? ''
    const ours = messages.find(({ id }) => item.sent.get(mark) === id)
    if (!ours) return find('lost', 'our message is not in the card')
    if (!expect.status.some((status) => status === ours.status)) {
      const why = ours.problem ? `: ${ours.problem.detail}` : ''
      return find('untrue', `our message is ${ours.status}, not ${expect.status.join(' or ')}${why}`)
    }
    const label = labels[ours.status]
    const entry = seen.entries.find(({ properties }) => Object.values(properties).join(' ').includes(mark))
    const text = plainText(Object.values(entry?.properties ?? {}).join(' '))
    if (label && entry?.objectType === 'communications' && !text.includes(label)) {
      find('untrue', `the timeline does not say ${label}: ${text.slice(0, 80)}`)
    }
    if (expect.problem && !JSON.stringify(ours.problem ?? '').includes(expect.problem)) {
      find('untrue', `the vendor's words “${expect.problem}” are not told: ${ours.problem?.detail}`)
    }
  }

  function judgeWire(wire: NonNullable<Expectation['wire']>): void {
    const act = item.acts.findLast((one) => one.do === 'send')
    if (act?.do !== 'send') return
    const calls = around.lines.get(act.lineId)?.board?.calls(act.mark) ?? []
    if (wire.to === null) {
      if (calls.length > 0) find('wrongPerson', `a message left for ${numberIn(calls[0]!.request)}`)
      return
    }
    if (calls.length === 0) {
      if (!wire.orRefused) find('lost', `nothing left; the card was told ${item.refused.get(act.mark) ?? 'nothing'}`)
      return
    }
    const digits = wire.to.slice(1)
    const right = calls.some(({ request }) => decoded(request).includes(digits))
    const longer = calls.some(({ request }) => new RegExp(`\\d${digits}|${digits}\\d`).test(decoded(request)))
    if (!right || longer)
      find('wrongPerson', `it left for another number than ${wire.to}: ${numberIn(calls[0]!.request)}`)
  }

  function waits(words: string): boolean {
    const sought = plainText(words)
    return around.waiting.some(
      ({ text, item: one }) => plainText(`${text} ${one.what}`).includes(sought) || text.includes(words),
    )
  }
}

function shownText(message: ConversationMessage): string {
  return plainText([message.subject ?? '', message.body, ...message.attachments.map(({ name }) => name)].join(' '))
}

/** Where a vendor names no file, ours have an ending by their type; what stood in the place of a line break is open. */
function isNamed(name: string, sought: string): boolean {
  const bare = (text: string) => text.replaceAll(/\s/g, '')
  return bare(name) === bare(sought) || bare(name).startsWith(`${bare(sought)}.`)
}

/** Said by the card in members of their own, which a relay that does not know of them lacks. */
function isEdited(message: ConversationMessage): boolean {
  return Boolean((message as { editedAt?: string | null }).editedAt)
}

function isUnsent(message: ConversationMessage): boolean {
  return Boolean((message as { unsentAt?: string | null }).unsentAt)
}

function decoded(request: string): string {
  try {
    return decodeURIComponent(request.replaceAll('+', '%2B'))
  } catch {
    return request
  }
}

function numberIn(request: string): string {
  return (
    decoded(request)
      .match(/\+\d{7,16}/g)
      ?.join(' ') ?? ''
  )
}
