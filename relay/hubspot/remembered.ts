import { Permanent, Temporary } from '../errors.ts'

/** What HubSpot said, and whether that is too old to decide by, because HubSpot says nothing now. */
export interface Remembered<Value> {
  value: Value
  stale: boolean
}

/** Milliseconds for which an answer is believed, and for which it is still told where HubSpot cannot be asked. */
const [fresh, stale] = [300_000, 900_000]
/** Answers kept in mind. */
const most = 5_000
/** Milliseconds that whoever asks waits: they are asked for in turn by HubSpot, which has little patience itself. */
const patience = 8_000

/**
 * Answers of HubSpot by a key, asked for again when they are older than five minutes. Whoever asks while somebody else does gets
 * the same answer. What went wrong is not kept; throws it where nothing is known that could be told instead.
 */
export function createRemembered<Value>(
  now: () => Date,
): (key: string, ask: () => Promise<Value>) => Promise<Remembered<Value>> {
  const known = new Map<string, { value: Value; at: number }>()
  const asking = new Map<string, Promise<Value>>()

  async function asked(key: string, ask: () => Promise<Value>): Promise<Value> {
    const at = now().getTime()
    const value = await ask()
    known.delete(key)
    known.set(key, { value, at })
    for (const oldest of known.keys()) {
      if (known.size <= most) break
      known.delete(oldest)
    }
    return value
  }

  return async (key, ask) => {
    const before = known.get(key)
    const age = before ? Math.abs(now().getTime() - before.at) : Infinity
    if (before && age < fresh) return { value: before.value, stale: false }
    let answer = asking.get(key)
    if (!answer) {
      answer = asked(key, ask)
      asking.set(key, answer)
    }
    try {
      return { value: await inTime(answer), stale: false }
    } catch (error) {
      if (!(error instanceof Temporary || error instanceof Permanent)) throw error
      if (!before || age >= stale) throw error
      return { value: before.value, stale: true }
    } finally {
      // Also of one that does not come: whoever is next asks anew.
      if (asking.get(key) === answer) asking.delete(key)
    }
  }
}

/** What comes later is kept in mind all the same, unless it never does. */
async function inTime<Value>(answer: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Temporary('hubspot_silent', 'HubSpot does not answer in time')), patience)
  })
  answer.catch(() => undefined)
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}
