import { expect } from 'vitest'
import type { ListWaitingResponse, WaitingDone, WaitingItem } from '../contract/waiting.ts'
import { createMarketplace, lineOf, type Marketplace } from './marketplace.ts'
import { until } from './until.ts'
import { portalId, type Answer, type TestContact, type WorldOptions } from './world.ts'

/** A world whose operator looks after what waits. */
export interface WaitingDesk {
  world: Marketplace
  newNumber(): string
  person(mobilephone?: string): Promise<TestContact>
  write(from: string, body: string): void
  texts(contact: TestContact): Promise<string[]>
  ask<Body>(deed: string, more?: Record<string, unknown>, portal?: string): Promise<Answer<Body>>
  /** Everything that waits in the private account. */
  list(): Promise<WaitingItem[]>
  /** What waits of this address, as soon as there is something. */
  waitsFrom(address: string): Promise<WaitingItem[]>
  /** A deed that is not refused. */
  done(deed: string, more: Record<string, unknown>): Promise<WaitingDone>
  /** A stranger wrote: a reply that waits. */
  stranger(body?: string): Promise<{ number: string; item: WaitingItem }>
}

/** Account 7101 is there beside the private one. The phone +12025558900 is refused. */
export async function openWaitingDesk(parts: WorldOptions['parts'] = {}): Promise<WaitingDesk> {
  const world = await createMarketplace([{ portalId: 7101 }], {
    config: { operatorSecrets: ['operator-secret-of-the-tests'] },
    extraLines: [lineOf('7101', 'main', '+15550710001')],
    phones: { deliverAfter: null, blocked: ['+12025558900'] },
    pace: { timelineDoubt: 500 },
    parts,
  })
  return deskOf(world)
}

/** The desk of a world that is there. */
export function deskOf(world: Marketplace): WaitingDesk {
  let numbers = 0
  const desk: WaitingDesk = {
    world,
    newNumber: () => `+1202558${String((numbers += 1)).padStart(4, '0')}`,
    person: (mobilephone = desk.newNumber()) => world.contact({ firstname: 'Ada', mobilephone }),
    write: (from, body) => void world.phones.write({ from, to: '+15550100001', body, channel: 'sms' }),
    texts: async (contact) => (await world.shown(contact)).map(({ body }) => body),
    ask: (deed, more = {}, portal = portalId) =>
      world.operator(`/admin/waiting/${deed}`, { portalId: portal, ...more }),
    async list() {
      const answer = await desk.ask<ListWaitingResponse>('list', { limit: 200 })
      expect(answer.status, JSON.stringify(answer.problem)).toBe(200)
      return answer.body.items
    },
    waitsFrom: (address) =>
      until(async () => {
        const found = (await desk.list()).filter((item) => item.address === address)
        expect(found).not.toEqual([])
        return found
      }),
    async done(deed, more) {
      const answer = await desk.ask<WaitingDone>(deed, more)
      expect(answer.status, JSON.stringify(answer.problem)).toBe(200)
      return answer.body
    },
    async stranger(body = 'Who are you?') {
      const number = desk.newNumber()
      desk.write(number, body)
      const [item] = await desk.waitsFrom(number)
      return { number, item: item! }
    },
  }
  return desk
}
