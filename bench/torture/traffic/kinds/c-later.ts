import { stories } from '../data/stories.ts'
import type { Act } from '../item.ts'
import { lineOf } from '../lines.ts'
import type { Maker } from '../maker.ts'

/** A message is judged once all of it was told: late files, other words, taken back. */
export function later(maker: Maker): void {
  for (const [shape, group, tell, expect] of stories) {
    for (let turn = 0; turn < 3; turn += 1) {
      const [who, mark] = [maker.someone(), maker.mark()]
      const line = maker.line(group)
      const { provider } = lineOf(line)
      const id = provider === 'whatsapp' ? `wamid.${maker.id()}` : maker.id()
      const words = maker.words(mark)
      const parts = { line, from: who.phone, id, first: words, later: `${words} (corrected)`, file: `IMG_${mark}.jpeg` }
      const count = tell(parts).length
      const acts = Array.from({ length: count }, (_, place): Act => ({ do: 'tell', make: () => tell(parts)[place]! }))
      maker.add({ kind: 'C', shape, provider, mark, who, acts, expect: expect(parts) })
    }
  }
}
