import { Temporary } from '../errors.ts'

/** What one call holds. */
interface Most {
  count: number
  characters: number
}

/** Calls for one group, however it is narrowed down; whoever is left is told `enough`. */
const mostCalls = 16
const enough = () => new Temporary('hubspot_not_asked', 'HubSpot was asked often enough for now', { retryAfter: 1_000 })

/**
 * Makes one call for all that is asked while the one before is under way, by portal and up to `most` at once. `call`
 * answers for each in order. What it throws, all of its callers get; but where `isOnes` says that one of them may be to
 * blame alone, the group is narrowed down by halves, so that whoever is not gets an answer.
 */
export function gatherCalls<Answer>(
  most: Most,
  call: (portalId: string, asked: string[]) => Promise<Answer[]>,
  isOnes: (portalId: string, error: unknown) => Promise<boolean> = async () => false,
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
      await answer(portalId, group)
    }
    queues.delete(portalId)
  }

  async function answer(portalId: string, group: Waiting[]): Promise<void> {
    const parts = [[...new Set(group.map(({ asked }) => asked))]]
    let blames = false
    for (let calls = 0; parts.length > 0; calls += 1) {
      const part = parts.shift()!
      const waiting = group.filter(({ asked }) => part.includes(asked))
      try {
        if (calls >= mostCalls) throw enough()
        const answers = await call(portalId, part)
        for (const { asked, resolve } of waiting) resolve(answers[part.indexOf(asked)] as Answer)
      } catch (error) {
        blames ||= part.length > 1 && (await isOnes(portalId, error).catch(() => false))
        const middle = Math.ceil(part.length / 2)
        if (blames && part.length > 1 && calls < mostCalls) parts.unshift(part.slice(0, middle), part.slice(middle))
        else for (const { reject } of waiting) reject(error)
      }
    }
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
