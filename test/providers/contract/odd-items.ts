import { expect, test, vi } from 'vitest'
import { Invalid } from '../../../relay/errors.ts'
import type { Provider, ProviderEvent, Received } from '../../../relay/providers/provider.ts'
import type { Stage } from '../stage.ts'

/** One item that nobody foresaw never condemns the others: they are read, it is told, and the cursor moves on. */
export function oddItems(stage: Stage): void {
  const { provider, descriptor } = stage
  const { mixed, also = [] } = descriptor

  if (mixed) {
    test('an odd item of a delivery is told as unreadable, and those beside it are read', async () => {
      const events = await provider.read(mixed, stage.world.line)
      const bodies = events.flatMap((event) => (event.kind === 'reply' ? [event.body] : []))
      expect(bodies).toEqual(['One', 'Two'])
      const odd = events.filter(({ kind }) => kind === 'unreadable')
      expect(odd).toEqual([{ kind: 'unreadable', reason: expect.stringMatching(/\S+ \S+/) }])
    })
  }

  const { since } = provider
  if (!since) return

  if (also.includes('writeOdd')) {
    test('an odd item of the history moves no cursor back and hides nothing', async () => {
      const begin = (await since(null, stage.world.line, stage.context())).cursor
      await stage.world.write({ from: stage.world.person(1), body: 'Before' })
      await stage.world.writeOdd?.()
      await stage.world.write({ from: stage.world.person(2), body: 'After' })
      const first = await all(since, begin)
      expect(first.replies.map(({ body }) => body).sort()).toEqual(['After', 'Before'])
      expect(first.odd.length).toBeGreaterThanOrEqual(1)
      for (const { body } of first.odd) expect(body.length).toBeGreaterThan(0)
      const second = await all(since, first.cursor)
      expect([second.replies, second.odd]).toEqual([[], []])
    })
  }

  if (also.includes('writeElsewhere')) {
    test('what the company wrote elsewhere is told, and is no reply', async () => {
      const begin = (await since(null, stage.world.line, stage.context())).cursor
      const to = stage.world.person(1)
      await stage.world.writeElsewhere?.({ to, body: 'From a colleague' })
      await vi.waitFor(async () => {
        const { events } = await all(since, begin)
        const elsewhere = events.filter(({ kind }) => kind === 'elsewhere')
        expect(elsewhere).toEqual([expect.objectContaining({ to, body: 'From a colleague' })])
        expect(events.filter(({ kind }) => kind === 'reply')).toEqual([])
      })
    })
  }

  async function all(look: NonNullable<Provider['since']>, from: string) {
    const events: ProviderEvent[] = []
    const odd: Received[] = []
    let cursor = from
    for (let pages = 0; pages < 20; pages += 1) {
      const answer = await look(cursor, stage.world.line, stage.context())
      for (const item of answer.received) {
        const read = await provider.read(item, stage.world.line).catch((error: unknown) => {
          expect(error).toBeInstanceOf(Invalid)
          return null
        })
        if (read === null || read.some(({ kind }) => kind === 'unreadable')) odd.push(item)
        events.push(...(read ?? []))
      }
      cursor = answer.cursor
      if (!answer.more) break
    }
    return { events, odd, cursor, replies: events.filter((event) => event.kind === 'reply') }
  }
}
