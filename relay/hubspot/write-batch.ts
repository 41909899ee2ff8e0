import { Temporary } from '../errors.ts'
import type { RefusedProperties } from '../store/hubspot/refused-properties.ts'
import { HubSpotDoubt, HubSpotRefusal, HubSpotScopeMissing, HubSpotUnclear, type HubSpotClient } from './client.ts'
import type { EngagementBatch, EngagementObject } from './engagement-batch.ts'
import { judgeRow, type RowError } from './judge-answer.ts'
import { ofOneAlone } from './of-one-alone.ts'
import { BatchAnswer, readBatchAnswer } from './read-batch-answer.ts'
import { createSpares } from './create-spares.ts'

/** One row; `input` is what is sent of it, and `id` the engagement's where it is there already. */
export interface BatchRow {
  key: string
  id?: string
  properties: Record<string, string>
  input: (properties: Record<string, string>) => object
}

export interface Batch {
  portalId: string
  object: EngagementObject
  does: 'create' | 'update'
  /** At most 100. */
  rows: readonly BatchRow[]
  /** No request begins once this says no: others may be looking for what it would create. */
  inTime: () => Promise<boolean>
}

/** Requests for one batch, however it is narrowed down. One bad row of a hundred takes less than twenty. */
const mostRequests = 40
const enough = () => new Temporary('hubspot_not_asked', 'HubSpot was asked often enough for now', { retryAfter: 1_000 })

/**
 * Writes a batch and says what became of each row; throws only for faults of our own. HubSpot is believed for what it
 * names: a result is done, an error is its row's. A refusal of everything is narrowed down by halves to the row that it
 * means, and so is an answer that nobody can read, where an empty batch shows that HubSpot itself answers at all.
 */
export async function writeBatch(
  client: HubSpotClient,
  refusedProperties: RefusedProperties,
  { portalId, object, does, rows, inTime }: Batch,
): Promise<EngagementBatch> {
  const written = nothingYet()
  const spares = await createSpares(refusedProperties, { portalId, object })
  const queue: (readonly BatchRow[])[] = rows.length > 0 ? [rows] : []
  const triedTwice = new Set<string>()
  let requests = 0
  /** HubSpot itself has answered since the first answer that nobody could read. */
  let answers = false

  while (queue.length > 0) {
    const some = queue.shift()!
    if (requests >= mostRequests) postpone([some, ...queue.splice(0)], enough())
    else if (!(await inTime())) {
      postpone([some, ...queue.splice(0)], new Temporary('too_late', 'the time for writing these is over'))
    } else {
      const sent = spares.sentWith(some)
      try {
        await take(some, await ask(some), sent)
      } catch (error) {
        await fail(some, error, sent)
      }
    }
  }
  return written

  async function ask(some: readonly BatchRow[]): Promise<object> {
    requests += 1
    return client.request(portalId, {
      method: 'POST',
      path: `/crm/objects/{version}/${object}/batch/${does}`,
      // A change says the same however often it is said, but not whenever: said late, it undoes what is newer.
      repeatable: false,
      answer: BatchAnswer,
      body: { inputs: some.map((row) => row.input(spares.propertiesOf(row))) },
    })
  }

  /** What is neither among the results nor named by an error is asked for again by halves, or in doubt if nothing is wrong. */
  async function take(some: readonly BatchRow[], answer: object, sent: string[]): Promise<void> {
    const { done, errors } = readBatchAnswer(answer, does)
    const asked = new Set(some.map(({ key }) => key))
    const open = new Map(some.map((row) => [row.key, row]))
    for (const { key, id } of done) if (open.delete(key)) written.done.set(key, id)
    const again: BatchRow[] = []
    let nameless: RowError | undefined
    for (const { keys, error } of errors) {
      const named = keys.some((key) => asked.has(key)) || some.length === 1
      const meant = [...open.values()].filter(({ key }) => !named || some.length === 1 || keys.includes(key))
      const spare = await spares.judge(error, meant, sent)
      if (!named && spare !== 'again' && isRefusal(error)) nameless ??= error
      else {
        for (const row of meant) {
          open.delete(row.key)
          if (spare === 'again') again.push(row)
          else if (spare === 'taken') doubt([row], new HubSpotDoubt('hubspot_silent', 'HubSpot has this already'))
          else settle(row, error)
        }
      }
    }
    if (again.length > 0) queue.unshift(again)
    const rest = [...open.values()]
    if (rest.length === 0) return
    if (nameless) queue.push(...halves(rest))
    else doubt(rest, new HubSpotDoubt('hubspot_silent', 'HubSpot did not say whether it took these'))
  }

  async function fail(some: readonly BatchRow[], error: unknown, sent: string[]): Promise<void> {
    const [first] = some
    if (error instanceof HubSpotDoubt) {
      doubt(some, error)
      postpone(queue.splice(0), error)
    } else if (error instanceof HubSpotUnclear) {
      const trouble = await whatever(error)
      if (trouble) postpone([some, ...queue.splice(0)], trouble)
      else if (some.length > 1) queue.unshift(...halves(some))
      else if (first && !triedTwice.has(first.key)) {
        triedTwice.add(first.key)
        queue.unshift(some)
      } else if (first) written.blocked.set(first.key, ofOneAlone(error))
    } else if (error instanceof Temporary) postpone([some, ...queue.splice(0)], error)
    else if (!(error instanceof HubSpotRefusal)) throw error
    else {
      const spare = await spares.judge(error.details, some, sent)
      if (spare === 'again') queue.unshift(some)
      else if (some.length > 1) queue.unshift(...halves(some))
      else if (first && spare === 'taken') doubt(some, new HubSpotDoubt('hubspot_silent', error.message))
      else if (first && error.gone && first.id !== undefined) written.done.set(first.key, first.id)
      else if (first) written.refused.set(first.key, error.message)
    }
  }

  /** Why nothing can be written at all; null where HubSpot answers, so that what is not answered is a row's. */
  async function whatever(error: HubSpotUnclear): Promise<Temporary | null> {
    if (answers) return null
    requests += 1
    try {
      await client.request(portalId, {
        method: 'POST',
        path: `/crm/objects/{version}/${object}/batch/${does}`,
        repeatable: true,
        body: { inputs: [] },
      })
    } catch (trouble) {
      if (trouble instanceof HubSpotUnclear) return error
      if (trouble instanceof Temporary) return trouble
      if (!(trouble instanceof HubSpotRefusal)) throw trouble
    }
    answers = true
    return null
  }

  function settle(row: BatchRow, error: RowError): void {
    const { means, message } = judgeRow(error)
    if (means === 'gone' && row.id !== undefined) written.done.set(row.key, row.id)
    else if (means === 'failing') doubt([row], new HubSpotDoubt('hubspot_failing', message))
    else if (means === 'scope') written.postponed.set(row.key, new HubSpotScopeMissing(message, []))
    else if (means === 'wait' || means === 'token' || means === 'payment') {
      written.postponed.set(row.key, new Temporary('hubspot_busy', message))
    } else written.refused.set(row.key, message)
  }

  function postpone(batches: (readonly BatchRow[])[], why: Temporary): void {
    for (const { key } of batches.flat()) written.postponed.set(key, why)
  }

  function doubt(some: readonly BatchRow[], why: HubSpotDoubt): void {
    for (const { key } of some) written.doubtful.set(key, why)
  }
}

function nothingYet(): EngagementBatch {
  return { done: new Map(), refused: new Map(), postponed: new Map(), blocked: new Map(), doubtful: new Map() }
}

/** It is about what was asked for, and does not pass. */
function isRefusal(error: RowError): boolean {
  return ['refused', 'gone'].includes(judgeRow(error).means)
}

function halves(some: readonly BatchRow[]): (readonly BatchRow[])[] {
  const middle = Math.ceil(some.length / 2)
  return [some.slice(0, middle), some.slice(middle)].filter((half) => half.length > 0)
}
