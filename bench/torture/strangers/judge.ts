import type { Database } from '../../../relay/store/database.ts'
import type { Answer } from './ask-door.ts'
import type { Hostile, Outcome } from './hostile.ts'

/** What was played, with what its door said. */
export interface Played {
  item: Hostile
  answer: Answer | null
}

export interface Wrong {
  item: Hostile
  /** `crashed`: an answer that speaks of a fault of ours. `lost`: ordinary, and nobody sees it. */
  what: 'crashed' | 'lost' | 'wrong'
  words: string
}

const marks = /zq[0-9a-z]{9}/g

/** Marks of what is stored as messages or waits with its bytes. */
export async function findKept(database: Database): Promise<Set<string>> {
  const messages = await database.query<{ text: string }>(
    "select concat_ws(' ', provider_id, left(subject, 500), left(body, 1000)) as text from message",
  )
  const parked = await database.query<{ body: Buffer; headers: object }>(
    'select body, headers from inbox where parked is not null',
  )
  const waiting = parked.map(({ body, headers }) => body.toString('latin1') + JSON.stringify(headers))
  return new Set([...messages.map(({ text }) => text), ...waiting].flatMap((text) => text.match(marks) ?? []))
}

/** What is wrong with what became of these. `seen`: marks that stand in the cards of those who wrote them. */
export function judge(played: readonly Played[], kept: ReadonlySet<string>, seen: ReadonlySet<string>): Wrong[] {
  return played.flatMap(({ item, answer }): Wrong[] => {
    const { status, code } = answer ?? { status: 200, code: '' }
    // HubSpot, or the relay itself, is asked too much for the moment: whoever is told so comes again.
    if (status === 503 && ['hubspot_rate_limit', 'too_busy'].includes(code)) return []
    if (status >= 500) return [{ item, what: 'crashed', words: `answered ${status} ${code}` }]
    if (item.good)
      return seen.has(item.mark) ? [] : [{ item, what: 'lost', words: `answered ${status} ${code}, and not seen` }]
    if (status === 0) return item.door === 'bare' ? [] : [{ item, what: 'wrong', words: 'no answer at all' }]
    if (status >= 400 && code === '' && item.door !== 'bare')
      return [{ item, what: 'wrong', words: `refused with ${status} and no code` }]
    const became: Outcome = kept.has(item.mark) ? 'kept' : status >= 400 || code !== '' ? 'refused' : 'passed'
    return item.right.includes(became) ? [] : [{ item, what: 'wrong', words: `answered ${status} ${code}, ${became}` }]
  })
}
