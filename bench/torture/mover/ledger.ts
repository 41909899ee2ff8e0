import { callTimeout } from './world.ts'

/** Milliseconds from the decision to call until the call is there, in a process that runs; a claim has more than that left. */
const longestWay = 400

/** A call of the provider, as the relay makes it. */
export interface CallRequest {
  /** Account and message. */
  message: string
  lineId: string
  attempt: number
  /** Repeating it sends nothing twice. */
  idempotent: boolean
  /** When it was decided on, as `Date.now()` says it. */
  decidedAt: number
}

/** What the provider makes of it; `nothing`: the connection is cut off, or nobody answers. */
export interface CallAnswer {
  kind: 'accepted' | 'busy' | 'refused' | 'nothing'
  status: 'sending' | 'sent' | 'delivered'
  providerId: string
  /** Milliseconds after which a busy one may be asked again. */
  wait: number
}

export interface FoundCall {
  providerId: string
  status: 'sent' | 'delivered' | 'failed'
}

/** A call as the provider remembers it; `begun`, `taken` and `ended` count all that happens there, in its order. */
export interface RememberedCall extends CallRequest {
  begun: number
  taken: number | null
  ended: number | null
}

/** More calls at once than a line may have, and of which messages. */
interface Crowd {
  words: string
  messages: string[]
  at: number
}

export interface Ledger {
  calls: readonly RememberedCall[]
  wrongs: string[]
  /**
   * Takes away and tells the crowds of so many milliseconds ago and before. A message that a report ended while it was being
   * called (`ended`) has given its turn away, and nobody can help that.
   */
  takeCrowds(ended: ReadonlySet<string>, age: number): string[]
  /** What is to happen with a call that has come; `take` where it takes it, then `end`. */
  begin(request: CallRequest): { takes: boolean; answer: CallAnswer; take(): void; end(): void }
  /** Whether it was taken; `unsure` while it is being called. */
  find(message: string): FoundCall | null | 'unsure'
  /** From now on it takes everything at once. */
  becomeKind(): void
}

/**
 * The provider's memory: every call, and which messages it took for good. `limits`: calls at once, of each line. It finds
 * wrong what only it can see: more calls at once than a line may have, and two calls for one claim.
 */
export function createLedger(random: () => number, limits: ReadonlyMap<string, number>): Ledger {
  let clock = 0
  let kind = false
  const calls: RememberedCall[] = []
  const byMessage = new Map<string, RememberedCall[]>()
  const open = new Map<string, Set<RememberedCall>>()
  const wrongs: string[] = []
  let crowds: Crowd[] = []

  function begin(request: CallRequest) {
    const call: RememberedCall = { ...request, begun: (clock += 1), taken: null, ended: null }
    const earlier = byMessage.get(request.message) ?? []
    if (earlier.some(({ attempt }) => attempt === request.attempt)) {
      wrongs.push(`${request.message} was called twice for claim ${request.attempt}`)
    }
    // Whoever was frozen between its decision and its call comes when its turn is another's; nobody can prevent that.
    const frozen = Date.now() - request.decidedAt > longestWay
    // Nor does one that is frozen end its call in time; a process that runs does.
    const others = open.get(request.lineId) ?? new Set()
    const atOnce = [call, ...others].filter((one) => one === call || Date.now() - one.decidedAt <= callTimeout)
    if (!frozen && atOnce.length > limits.get(request.lineId)!) {
      const words = `${request.lineId} has ${atOnce.length} calls at once`
      crowds.push({ words, messages: atOnce.map(({ message }) => message), at: Date.now() })
    }
    if (!frozen) open.set(request.lineId, others.add(call))
    calls.push(call)
    byMessage.set(request.message, [...earlier, call])
    const taken = earlier.some((one) => one.taken !== null)
    const { answer, takes } = choose(request.message)
    return {
      takes: takes && !(taken && request.idempotent),
      answer: taken && request.idempotent ? { ...answer, kind: 'accepted' as const } : answer,
      take: () => void (call.taken = clock += 1),
      end() {
        if (call.ended !== null) return
        call.ended = clock += 1
        open.get(request.lineId)?.delete(call)
      },
    }
  }

  function choose(message: string): { answer: CallAnswer; takes: boolean } {
    const chance = kind ? 0 : random()
    const status = (['sending', 'sent', 'delivered'] as const)[Math.floor(random() * 3)]!
    const base = { status, providerId: `p-${message}`, wait: Math.floor(random() * random() * 1_500) }
    if (chance < 0.45) return { answer: { ...base, kind: 'accepted' }, takes: true }
    if (chance < 0.65) return { answer: { ...base, kind: 'busy' }, takes: false }
    if (chance < 0.73) return { answer: { ...base, kind: 'refused' }, takes: false }
    return { answer: { ...base, kind: 'nothing' }, takes: random() < 0.5 }
  }

  return {
    calls,
    wrongs,
    takeCrowds(ended, age) {
      const [old, young] = [crowds.filter(isOld), crowds.filter((crowd) => !isOld(crowd))]
      crowds = young
      return old.flatMap(({ words, messages }) => (messages.some((message) => ended.has(message)) ? [] : [words]))

      function isOld({ at }: Crowd): boolean {
        return Date.now() - at >= age
      }
    },
    begin,
    find(message) {
      const all = byMessage.get(message) ?? []
      if (all.some(({ ended }) => ended === null)) return 'unsure'
      if (!kind && random() < 0.2) return 'unsure'
      if (!all.some(({ taken }) => taken !== null)) return null
      const status = (['sent', 'delivered', 'failed'] as const)[Math.floor(random() * random() * 3)]!
      return { providerId: `p-${message}`, status }
    },
    becomeKind: () => void (kind = true),
  }
}
