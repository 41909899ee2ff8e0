import type { Item, Finding } from './item.ts'
import { judgeConsent } from './judge-consent.ts'
import { judgeItem, type Surroundings } from './judge-item.ts'
import type { Looker, Seen } from './look.ts'
import type { OpenLine } from './open-lines.ts'
import { markPattern } from './switchboard.ts'

const sideBySide = 12

/** Looks at every item once, and at what stands at anybody's and is nobody's there. */
export async function judgeAll(
  items: readonly Item[],
  looker: Looker,
  lines: ReadonlyMap<string, OpenLine>,
): Promise<Finding[]> {
  const [waiting, reports] = await Promise.all([looker.waiting(), looker.lines()])
  const states = new Map(reports.map(({ id, state }) => [id, state]))
  const owners = new Map(items.map((item) => [item.mark, item]))
  const around: Surroundings = { waiting, states, lines }
  const findings: Finding[] = []
  const queue = items.values()
  await Promise.all(
    Array.from({ length: sideBySide }, async () => {
      for (const item of queue) {
        const seen = await looker.seen(item)
        findings.push(
          ...judgeItem(item, seen, around),
          ...judgeConsent(item, seen, lines),
          ...strangers(item, seen, owners),
        )
      }
    }),
  )
  return findings
}

/** Words of somebody else that stand with this contact. */
function strangers(item: Item, seen: Seen, owners: ReadonlyMap<string, Item>): Finding[] {
  const own = new Set([item.mark, ...item.sent.keys(), ...item.refused.keys()])
  const shown = JSON.stringify(seen.card.messages) + seen.timeline
  const marks = new Set(shown.match(markPattern) ?? [])
  return [...marks].flatMap((mark): Finding[] => {
    const owner = owners.get(mark)
    if (own.has(mark) || !owner || owner.contact.id === item.contact.id) return []
    return [{ figure: 'wrongPerson', item: owner, words: `${mark} stands with contact ${item.contact.id}` }]
  })
}
