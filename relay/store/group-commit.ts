import { judgeFailure } from './judge-failure.ts'

/** A group of so many is worth a commit. */
const large = 16
/** So many in a row that came alone are of somebody who waits for each answer: there is nobody to wait for. */
const alone = 8

/**
 * Callers that arrive while one group is being written share the next, so that many cost one commit.
 * `write` gets up to `size` items and answers for each in order. If the database is away or held up, all who wait hear of it at
 * once, since asking again for each of them could take hours; if a group fails in another way, its items are written one by one,
 * so that one bad item harms no other. Durable before it answers, like a transaction each, at a fraction of the cost.
 */
export function groupCommit<Item, Result>(options: {
  size?: number
  /**
   * Milliseconds for which the first of a group waits for others; none unless told otherwise. A group that is large, and as large
   * as the one before, waits no longer, and nobody waits where all came alone lately: there are no others.
   */
  gather?: number
  /**
   * Milliseconds for which it waits at most where fewer have come by then than are worth a commit, also those who come while another such
   * group is written; no longer than others unless told otherwise.
   */
  few?: number
  write: (items: Item[]) => Promise<Result[]>
}): (item: Item) => Promise<Result> {
  interface Waiting {
    item: Item
    resolve: (result: Result) => void
    reject: (error: unknown) => void
  }
  const size = options.size ?? 200
  const waiting: Waiting[] = []
  /** How many of those who wait are written one by one, since something was wrong with them together. */
  let apart = 0
  let writing = false
  let gathering: NodeJS.Timeout | null = null
  /** How many came together the last time, and how many times in a row it was one. */
  let before = 0
  let single = 0

  async function writeNext(): Promise<void> {
    const group = waiting.splice(0, apart > 0 ? 1 : size)
    before = group.length
    single = before === 1 ? single + 1 : 0
    if (apart > 0) apart -= 1
    try {
      const results = await options.write(group.map((one) => one.item))
      group.forEach((one, index) => one.resolve(results[index] as Result))
    } catch (error) {
      const trouble = judgeFailure(error)
      if (trouble === 'away' || trouble === 'blocked') {
        apart = 0
        for (const one of [...group, ...waiting.splice(0)]) one.reject(error)
      } else if (group.length > 1) {
        apart = group.length
        waiting.unshift(...group)
      } else group.forEach((one) => one.reject(error))
    }
  }

  function wait(milliseconds: number, longer: number): void {
    gathering = setTimeout(() => {
      if (longer > 0 && waiting.length < large) wait(longer, 0)
      else void drain()
    }, milliseconds)
  }

  async function drain(): Promise<void> {
    gathering = null
    while (waiting.length > 0) {
      await writeNext()
      if (mayGather() && before < large && waiting.length > 0 && waiting.length < large) return begin()
    }
    writing = false
  }

  /** At least until this turn of the event loop is over, so that requests read in one turn share one group. */
  function begin(): void {
    if (options.gather && single < alone) wait(options.gather, (options.few ?? 0) - options.gather)
    else setImmediate(() => void drain())
  }

  function mayGather(): boolean {
    return options.few !== undefined && single < alone && apart === 0
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (gathering && waiting.length >= Math.max(large, before)) {
        clearTimeout(gathering)
        void drain()
      }
      if (writing) return
      writing = true
      begin()
    })
}
