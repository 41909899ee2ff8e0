import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { ConversationMessage } from '../../../contract/conversation.ts'
import type { WebhookRequest } from '../../../relay/providers/provider.ts'
import type { Arrived } from '../../../test/providers/descriptor.ts'
import type { Callers } from '../callers.ts'
import { newMark } from '../senders.ts'
import type { Case } from './case.ts'
import { forge } from './forge.ts'
import type { PostOffice } from './post-office.ts'
import { waitUntil } from './wait-until.ts'

/** Milliseconds in which a thing that must happen has happened, on a busy machine. */
const patience = 40_000
/** What the vendors ask for in "429 with Retry-After", and how late we may notice that they did; milliseconds. */
const asked = 7_000
const noticed = 600

/** Plays one case to where its transport has told all that it has to tell. Judging comes later, when all have been played. */
export async function playCase(
  one: Case,
  { callers, office }: { callers: Callers; office: PostOffice },
): Promise<void> {
  const { world, trouble, right, webhooks } = one
  const wrong = (words: string) => void one.findings.push({ figure: 'wrongStatus', words })
  const arrived = (): Arrived[] => world.arrived().filter(({ body }) => body.includes(one.mark))

  if (one.line.channel === 'whatsapp') {
    // Free text goes to those only who have written within a day.
    const first = await write()
    await waitUntil(async () => (await inbound()).some(({ body }) => body.includes(first)), patience)
  }
  if (trouble.back === 'duplicated') webhooks.handling = 'repeat'
  if (trouble.back === 'reordered' || trouble.back === 'tampered') webhooks.handling = 'keep'
  if (trouble.send) world.misbehave(trouble.send)
  one.messageId = await send()
  if (trouble.send) await befall()

  if (right.doubtful) await waitUntil(async () => !['queued', 'sending'].includes(await status()), 3_000)
  if (!(await waitUntil(isRight, patience))) {
    wrong(`shown as ${await status()} with ${arrived().length} arrived, and its transport has told nothing yet`)
  }
  const [first] = arrived()
  if (first && trouble.back === 'reordered' && world.stages) one.told = await world.stages(first)
  else if (first && world.settle) one.told = await world.settle(first)
  if (first && trouble.back === 'echoed') await world.echo?.(first)
  await write()
  if (trouble.back === 'reordered') await write()
  if (trouble.back === 'duplicated' && !one.provider.verify) await world.writeAgain?.()
  if (webhooks.handling === 'keep') await release()

  async function befall(): Promise<void> {
    if (!(await waitUntil(world.struck ?? isTroubled, patience, 30))) return wrong('the trouble never befell it')
    const struckAt = Date.now()
    world.behave()
    if (trouble.send === 'throttles for 7 seconds') {
      if (!(await waitUntil(async () => (await status()) === 'queued', 3_000))) {
        wrong(`shown as ${await status()} while its vendor has asked to wait`)
      }
      await waitUntil(() => arrived().length > 0, patience, 50)
      const waited = Date.now() - struckAt
      if (waited < asked - noticed) wrong(`called again after ${waited} ms, although its vendor asked for ${asked}`)
    }
    if (trouble.send?.startsWith('hangs')) await wait(one.provider.limits.timeout + 1_500 - (Date.now() - struckAt))
  }

  /** Everything that was kept back goes to the relay: first forged, then as it came, the last first. */
  async function release(): Promise<void> {
    let seen = 0
    const allCame = () => {
      const before = seen
      seen = webhooks.came.length
      return before > 0 && before === seen
    }
    await waitUntil(allCame, patience, 700)
    const kept = [...webhooks.came]
    if (trouble.back === 'tampered') await tamper(kept)
    webhooks.handling = 'pass'
    for (const webhook of kept.reverse()) {
      const taken = await office.hand(webhook)
      if (taken < 200 || taken > 299) wrong(`a genuine webhook was answered with ${taken}`)
    }
  }

  async function tamper(kept: WebhookRequest[]): Promise<void> {
    const proof = one.descriptor.webhooks
    if (!proof) return wrong('nothing says how its webhooks prove themselves')
    const before = await messages()
    for (const webhook of kept) {
      for (const forgery of forge(webhook, one.line, proof, one.replies.at(-1) ?? one.mark)) {
        const taken = await office.hand(forgery)
        if (taken < 400 || taken > 499) wrong(`a forged webhook was answered with ${taken}`)
      }
    }
    await wait(2_000)
    // Where there is a history, the genuine news may have come from there meanwhile; what is forged is found by its text.
    if (!one.provider.since && !isDeepStrictEqual(await messages(), before)) wrong('a forged webhook changed something')
  }

  async function write(): Promise<string> {
    const mark = newMark('r')
    one.replies.push(mark)
    await world.write({ from: one.person, body: `Thanks: ${mark}` })
    return mark
  }

  async function send(): Promise<string> {
    const wish = { key: randomUUID(), contact: one.contact, lineId: one.lineId, body: `Hello, this is ${one.mark}.` }
    for (const begun = Date.now(); Date.now() - begun < patience;) {
      const answer = await callers.card(wish)
      if (answer && 'refused' in answer) throw new Error(`the card's message was refused: ${answer.refused}`)
      if (answer) return answer.messageId
      await wait(200)
    }
    throw new Error('the card never got an answer')
  }

  async function messages(): Promise<ConversationMessage[]> {
    return (await callers.conversation(one.contact))?.messages ?? []
  }
  async function inbound(): Promise<ConversationMessage[]> {
    return (await messages()).filter(({ direction }) => direction === 'inbound')
  }
  async function shown(): Promise<ConversationMessage | undefined> {
    return (await messages()).find(({ id }) => id === one.messageId)
  }
  async function status(): Promise<string> {
    return (await shown())?.status ?? 'nothing'
  }
  /** What shows where the receiving end cannot tell: put off with a reason, in doubt, or under way for long. */
  async function isTroubled(): Promise<boolean> {
    if (trouble.send?.startsWith('hangs') && (await status()) === 'sending') await wait(1_500)
    const message = await shown()
    const hangs = trouble.send?.startsWith('hangs') === true && message?.status === 'sending'
    return hangs || message?.status === 'unknown' || Boolean(message?.problem)
  }
  async function isRight(): Promise<boolean> {
    const now = await status()
    return arrived().length === 0 ? right.mayStayAway && now === 'unknown' : right.arrived.some((one) => one === now)
  }
}
