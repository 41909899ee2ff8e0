import { expect, test, vi } from 'vitest'
import type { Stage } from '../stage.ts'

/** What does not stand in the text becomes words that a rep can use, and a phone's sign beside a message is no message. */
export function contents(stage: Stage): void {
  const { provider, descriptor } = stage

  test.each(descriptor.contents ?? [])('content outside of the text is told: $words', async ({ delivery, words }) => {
    const events = await provider.read(delivery, stage.world.line)
    expect(events).toMatchObject([{ kind: 'reply', made: true, body: expect.stringMatching(words) }])
  })

  if (descriptor.writtenSigns) {
    test('a sign that a phone wrote out is one, and a sentence about a quotation is not', async () => {
      const from = stage.world.person(1)
      const bodies = ['Loved “See you at 5”', 'Removed a heart from “See you at 5”', 'I loved “See you at 5”']
      for (const body of bodies) await stage.world.write({ from, body })
      const to = { quoted: 'See you at 5' }
      await vi.waitFor(async () => {
        const heard = await stage.heard()
        expect(heard.filter(({ kind }) => kind === 'reaction')).toMatchObject([
          { from, to, reaction: '❤️', body: bodies[0] },
          { from, to, reaction: null, body: bodies[1] },
        ])
        expect(heard.filter(({ kind }) => kind === 'reply')).toMatchObject([{ body: bodies[2] }])
      })
    })
  }
}
