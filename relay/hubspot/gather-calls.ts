/** What one call holds. */
interface Most {
  count: number
  characters: number
}

/**
 * Makes one call for all that is asked while the one before is under way, by portal and up to `most` at once. `call`
 * answers for each in order; what it throws, all of its callers get.
 */
export function gatherCalls<Answer>(
  most: Most,
  call: (portalId: string, asked: string[]) => Promise<Answer[]>,
): (portalId: string, asked: string) => Promise<Answer> {
  interface Waiting {
    asked: string
    resolve: (answer: Answer) => void
    reject: (reason: unknown) => void
  }
  const queues = new Map<string, Waiting[]>()

  async function work(portalId: string, queue: Waiting[]): Promise<void> {
    // Whoever asks in this turn of the event loop comes along.
    await new Promise((resolve) => setImmediate(resolve))
    while (queue.length > 0) {
      const group = queue.splice(0, fitting(queue, most))
      const distinct = [...new Set(group.map(({ asked }) => asked))]
      try {
        const answers = await call(portalId, distinct)
        for (const { asked, resolve } of group) resolve(answers[distinct.indexOf(asked)] as Answer)
      } catch (error) {
        for (const { reject } of group) reject(error)
      }
    }
    queues.delete(portalId)
  }

  return (portalId, asked) =>
    new Promise((resolve, reject) => {
      const queue = queues.get(portalId)
      if (queue) return void queue.push({ asked, resolve, reject })
      const opened = [{ asked, resolve, reject }]
      queues.set(portalId, opened)
      void work(portalId, opened)
    })
}

/** How many from the front fit into one call; always one. */
function fitting(queue: { asked: string }[], most: Most): number {
  let characters = 0
  const end = queue.findIndex(({ asked }, index) => {
    characters += asked.length
    return index > 0 && (index >= most.count || characters > most.characters)
  })
  return end === -1 ? queue.length : end
}
