import { setTimeout as wait } from 'node:timers/promises'
import type { Routing } from '../contract/routing.ts'
import { median, percentile, rounded } from './load/figures.ts'
import { openConnection } from './load/connection.ts'
import { loadRequest, phoneOf } from './load/request.ts'
import type { Piece } from './stage/perform.ts'
import { openWorld } from './stage/open-world.ts'

const people = 200
const routing: Routing = {
  ladder: [
    { channel: 'imessage' },
    { channel: 'sms', when: { notCapable: true } },
    { channel: 'whatsapp', when: { failed: ['address'] } },
  ],
}

/**
 * From the answer of the card's door to the phone: one after another, to people whom the third step of a ladder reaches
 * (asked about and not capable, then refused, then sent), beside the same people written to on that step's line at once.
 */
export const fallback: Piece = async (stage) => {
  const everybody = Array.from({ length: people }, (_, person) => phoneOf(person))
  const world = await openWorld(stage, {
    people,
    lines: 3,
    channels: ['imessage', 'sms', 'whatsapp'],
    phones: { without: everybody.flatMap((phone) => [`imessage/${phone}`, `sms/${phone}`]) },
    settings: { ROUTING: JSON.stringify(routing) },
  })
  const arrivals = new Map<string, number[]>()
  world.phones.onChange(({ direction, status, body }) => {
    const mark = /\(([0-9a-f-]{36})\)$/.exec(body)?.[1]
    if (mark && direction === 'to_phone' && status === 'sent') {
      arrivals.set(mark, [...(arrivals.get(mark) ?? []), performance.timeOrigin + performance.now()])
    }
  })

  const connection = await openConnection(world.url)
  stage.atEnd(() => connection.close())

  /** Milliseconds until each arrived; the next is sent when the one before is there. */
  async function delaysOn(lineId: string, count: number): Promise<number[]> {
    const load = { kind: 'messages' as const, lineIds: [lineId], people, firstContact: world.firstContact }
    const delays: number[] = []
    for (let person = 0; person < count; person += 1) {
      const { bytes, mark } = loadRequest(load, person)
      const status = await connection.ask(bytes)
      const answered = performance.timeOrigin + performance.now()
      if (status !== 200) throw new Error(`refused with ${status}`)
      for (const begun = Date.now(); !arrivals.has(mark); await wait(2)) {
        if (Date.now() - begun > 30_000) throw new Error('a message did not arrive within 30 seconds')
      }
      delays.push(Math.max(0, arrivals.get(mark)![0]! - answered))
    }
    return delays
  }

  const [imessage, , whatsapp] = world.lines
  await delaysOn(whatsapp!.id, 20)
  const single = await delaysOn(whatsapp!.id, people)
  const ladder = await delaysOn(imessage!.id, people)
  const twice = [...arrivals.values()].filter(({ length }) => length !== 1).length
  const figures = {
    messages: people,
    singleP50ms: rounded(median(single), 1),
    singleP99ms: rounded(percentile(single, 0.99), 1),
    ladderP50ms: rounded(median(ladder), 1),
    ladderP99ms: rounded(percentile(ladder, 0.99), 1),
    addedP50ms: rounded(median(ladder) - median(single), 1),
    duplicated: twice,
  }
  return { figures, passed: twice === 0 }
}
