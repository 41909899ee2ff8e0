import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { PhoneEvent } from '../../../workbench/phone-network/phone-wire.ts'
import { signWebhook } from '../../../workbench/phone-network/sign-webhook.ts'
import type { Cast } from './admin.ts'
import type { Person } from './house.ts'

/** Milliseconds: how long a relay may take to learn of a secret, and how long one may stand still. */
const [mayTake, patience] = [1_000, 8_000]

/**
 * The vendor tells of a reply, signed with a line's newest webhook secret, or with the one that is still valid beside it. A wrong is a
 * relay that believes neither a second after the save was answered.
 */
export async function knock(
  cast: Cast,
  { phone }: Person,
  urls: () => string[],
  { wrongs, isChanging }: { wrongs: string[]; isChanging: () => boolean },
): Promise<boolean> {
  const [lineId, hook] = [...cast.hooks][Math.floor(Math.random() * cast.hooks.size)] ?? []
  if (!lineId || !hook || !cast.lines.has(lineId)) return false
  const secret = hook.before !== null && Math.random() < 0.5 ? hook.before : hook.now
  if (secret === hook.now) hook.isTried = true
  const id = randomUUID()
  const event: PhoneEvent = {
    type: 'message.received',
    message: {
      ...{
        id,
        seq: 1,
        direction: 'from_phone',
        from: phone,
        to: '+15550000000',
        body: `Thanks (${id})`,
        channel: 'sms',
      },
      ...{ reference: null, status: 'received', at: new Date().toISOString() },
    },
  }
  const body = Buffer.from(JSON.stringify(event))
  for (;;) {
    const headers = { 'content-type': 'application/json', ...signWebhook(secret, { id, at: Date.now(), body }) }
    const relay = urls()[Math.floor(Math.random() * urls().length)] ?? ''
    const path = `/webhooks/${cast.portalId}/${lineId}`
    const asked = performance.timeOrigin + performance.now()
    const answer = await fetch(relay + path, {
      ...{ method: 'POST', headers, body, signal: AbortSignal.timeout(patience) },
    }).catch(() => null)
    await answer?.arrayBuffer().catch(() => undefined)
    if (answer?.status === 200) {
      if (secret === hook.now) hook.provedAt ??= performance.timeOrigin + performance.now()
      return true
    }
    // Changed again meanwhile, or about to be, which a relay that stood still may have stored and not told yet, it says nothing.
    if (
      isChanging() ||
      !answer ||
      answer.status >= 500 ||
      answer.status === 408 ||
      cast.hooks.get(lineId) !== hook ||
      !cast.lines.has(lineId)
    )
      return false
    if (asked - hook.since > mayTake) {
      wrongs.push(
        `a webhook of ${cast.portalId}/${lineId} is refused with ${answer.status}, ${Math.round(asked - hook.since)} ms after its secret was set`,
      )
      return false
    }
    await wait(100)
  }
}
