import { expect, test, vi } from 'vitest'
import { Temporary } from '../../../relay/errors.ts'
import type { Provider, ProviderEvent } from '../../../relay/providers/provider.ts'
import { atHome } from '../../../workbench/at-home.ts'
import type { Stage } from '../stage.ts'

type Reply = Extract<ProviderEvent, { kind: 'reply' }>

/** After an absence nothing is missing and nothing comes twice. */
export function catchingUp(stage: Stage, since: NonNullable<Provider['since']>, page: number): void {
  const { provider } = stage

  test('the first look begins now: what was there before is not given', async () => {
    await stage.world.write({ from: stage.world.person(1), body: 'Long ago' })
    const { replies, cursor } = await catchUp(null)
    expect(replies).toEqual([])
    await stage.world.write({ from: stage.world.person(1), body: 'Now' })
    expect((await catchUp(cursor)).replies.map(({ body }) => body)).toEqual(['Now'])
  })

  test('everything missed comes once and in order, over several pages', async () => {
    const { cursor } = await catchUp(null)
    const bodies = Array.from({ length: 2 * page + 1 }, (_, n) => `Missed ${n}`)
    for (const [n, body] of bodies.entries()) await stage.world.write({ from: stage.world.person(n % 5), body })
    const missed = await catchUp(cursor)
    expect(missed.replies.map(({ body }) => body)).toEqual(bodies)
    expect(new Set(missed.replies.map(({ providerId }) => providerId)).size).toBe(bodies.length)
    expect(missed.pages).toBeGreaterThanOrEqual(3)
    expect((await catchUp(missed.cursor)).replies).toEqual([])
  })

  test('asking again from an older place gives the same again', async () => {
    const { cursor } = await catchUp(null)
    await stage.world.write({ from: stage.world.person(1), body: 'Twice seen' })
    const [first, second] = [await catchUp(cursor), await catchUp(cursor)]
    expect(second).toEqual(first)
  })

  test('where nobody listens it says so, rather than "nothing came"', async () => {
    await expect(since(null, stage.world.deadLine, stage.context())).rejects.toBeInstanceOf(Temporary)
  })

  if (provider.verify) {
    test('a reply has the same id in its webhook and in the history, so it is known as one', async () => {
      const { cursor } = await catchUp(null)
      await stage.world.write({ from: stage.world.person(1), body: 'Both ways' })
      const told = await vi.waitFor(async () => {
        const heard = (await stage.heard()).filter((event): event is Reply => event.kind === 'reply')
        expect(heard).toHaveLength(1)
        return heard
      })
      expect((await catchUp(cursor)).replies).toEqual(told)
    })
  }

  const { watch } = provider
  if (watch) {
    test('watching wakes us when something comes, and ends when told to', async () => {
      const end = new AbortController()
      const wake = vi.fn()
      const watching = watch(stage.world.line, wake, end.signal, { reach: atHome })
      // Whatever woke us before the person wrote does not count, and a watch may need a moment to begin.
      await vi.waitFor(
        async () => {
          const before = wake.mock.calls.length
          await stage.world.write({ from: stage.world.person(1), body: 'Wake up' })
          await vi.waitFor(() => expect(wake.mock.calls.length).toBeGreaterThan(before), { timeout: 500 })
        },
        { timeout: 5000 },
      )
      end.abort()
      await watching
    })
  }

  async function catchUp(from: string | null): Promise<{ replies: Reply[]; cursor: string; pages: number }> {
    const replies: Reply[] = []
    let cursor = from
    for (let pages = 1; pages <= 20; pages += 1) {
      const answer = await since(cursor, stage.world.line, stage.context())
      for (const item of answer.received) {
        const read = await provider.read(item, stage.world.line)
        replies.push(...read.filter((event) => event.kind === 'reply'))
      }
      cursor = answer.cursor
      if (!answer.more) return { replies, cursor, pages }
    }
    throw new Error('It never says that there is no more.')
  }
}
