import { makeCorpus } from '../../traffic/corpus.ts'
import type { OpenLine } from '../../traffic/open-lines.ts'
import { any, type Hostile } from '../hostile.ts'
import type { Rough } from '../rough.ts'
import { spoilJson } from '../rough-json.ts'

/** Rows of vendors' lists, spoilt and still rows: a list itself comes from the vendor. */
export function roughRows(rough: Rough, lines: ReadonlyMap<string, OpenLine>, seed: number, count: number): Hostile[] {
  const shapes = makeCorpus(seed).flatMap(({ acts, provider, shape, mark }) =>
    acts.flatMap((act) => (act.do === 'list' ? [{ act, provider, shape, mark }] : [])),
  )
  return Array.from({ length: count }, (): Hostile => {
    const { act, provider, shape, mark: old } = rough.pick(shapes)
    const mark = rough.mark()
    const row = JSON.parse(
      JSON.stringify(act.make({ providerId: mark, reference: mark, messageId: mark, replyTo: '' })).replaceAll(
        old,
        mark,
      ),
    ) as object
    const add = () => {
      lines.get(act.lineId)?.history?.add({ ...spoiltRow(rough, row), ...named(row) })
      return Promise.resolve(null)
    }
    return { door: 'history', shape: `${provider}: ${shape}, spoilt`, mark, right: any, play: add }
  })
}

function spoiltRow(rough: Rough, row: object): object {
  try {
    const spoilt: unknown = JSON.parse(spoilJson(rough, row).toString())
    return typeof spoilt === 'object' && spoilt !== null && !Array.isArray(spoilt) ? spoilt : row
  } catch {
    return row
  }
}

/** A row stands in a list by these; without them the vendor could not list it. */
function named(row: object): object {
  const kept = ['sid', 'id', 'guid', 'message_handle', 'event_id', 'messageId']
  return Object.fromEntries(Object.entries(row).filter(([name]) => kept.includes(name)))
}
