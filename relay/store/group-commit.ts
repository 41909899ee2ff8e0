/**
 * Callers that arrive while one group is being written share the next, so that many cost one commit.
 * `write` gets up to `size` items and answers for each in order; if a group fails, its items are written one by one so
 * that one bad item harms no other. Durable before it answers, like a transaction each, at a fraction of the cost.
 */
export function groupCommit<Item, Result>(options: {
  size?: number
  /** Milliseconds for which the first of a group waits for others; none unless told otherwise. */
  gather?: number
  write: (items: Item[]) => Promise<Result[]>
}): (item: Item) => Promise<Result> {
  interface Waiting {
    item: Item
    resolve: (result: Result) => void
    reject: (error: unknown) => void
  }
  const size = options.size ?? 200
  let waiting: Waiting[] = []
  let writing = false

  async function writeGroup(group: Waiting[]): Promise<void> {
    try {
      const results = await options.write(group.map((one) => one.item))
      group.forEach((one, index) => one.resolve(results[index] as Result))
    } catch (error) {
      const [only] = group
      if (group.length === 1 && only) return only.reject(error)
      for (const one of group) await writeGroup([one])
    }
  }

  async function drain(): Promise<void> {
    writing = true
    while (waiting.length > 0) {
      const group = waiting.slice(0, size)
      waiting = waiting.slice(size)
      await writeGroup(group)
    }
    writing = false
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (writing) return
      writing = true
      // At least until this turn of the event loop is over, so that requests read in one turn share one group.
      if (options.gather) setTimeout(() => void drain(), options.gather)
      else setImmediate(() => void drain())
    })
}
