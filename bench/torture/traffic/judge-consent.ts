import type { Finding, Item } from './item.ts'
import type { Seen } from './look.ts'
import type { OpenLine } from './open-lines.ts'

/** May this person be written to afterwards? Asked of the card for every line of the kind, and of the wire for what was sent last. */
export function judgeConsent(item: Item, { card }: Seen, lines: ReadonlyMap<string, OpenLine>): Finding[] {
  const findings: Finding[] = []
  const byMail = item.provider === 'email'
  // Lines that are paused for good say so first.
  const asked = card.lines.filter(
    ({ id, channel, address }) => (channel === 'email') === byMail && address !== null && !id.includes('-s'),
  )
  const stopped = asked.filter(({ obstacle }) => obstacle?.is === 'opted_out')
  const sends = item.acts.filter((act) => act.do === 'send')
  const last = item.acts.at(-1)
  const left = sends.filter(({ mark, lineId }) => (lines.get(lineId)?.board?.calls(mark).length ?? 0) > 0)
  if (item.expect.consent === 'out') {
    const open = asked.find(({ obstacle }) => obstacle?.is !== 'opted_out')
    if (open)
      findings.push({ figure: 'consentMissed', item, words: `the card offers the line ${open.id} after an opt-out` })
    if (last?.do === 'send' && left.includes(last)) {
      findings.push({ figure: 'consentMissed', item, words: `a message left by ${last.lineId} after an opt-out` })
    }
    return findings
  }
  const [first] = stopped
  if (first)
    findings.push({ figure: 'consentFalse', item, words: `the card calls ${first.id} stopped; nobody said so` })
  return findings
}
