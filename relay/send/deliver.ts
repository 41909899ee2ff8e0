import type { Logger } from 'pino'
import type { Account, AccountLine, Accounts } from '../account/account.ts'
import { claimDeliveries, type Claim } from '../message/claim-deliveries.ts'
import { untilNextDelivery } from '../message/until-next-delivery.ts'
import type { MoveNeeds } from '../message/move.ts'
import type { Provider } from '../providers/provider.ts'
import type { Database } from '../store/database.ts'
import { groupCommit } from '../store/group-commit.ts'
import { judgeFailure } from '../store/judge-failure.ts'
import type { Listen } from '../store/listen.ts'
import { attachmentTime, callProvider, type CallNeeds, type CallOutcome } from './call-provider.ts'
import { checkTime } from './check-capability.ts'
import { endOverdue } from './end-overdue.ts'
import { threadOf } from './thread-of.ts'
import { createOwnCalls } from './own-calls.ts'
import { keepOutcomes, type Outcome } from './keep-outcomes.ts'

export interface DeliverNeeds extends Omit<CallNeeds, 'carrierNow'>, MoveNeeds {
  database: Database
  accounts: Accounts
  providers: ReadonlyMap<string, Provider>
  log: Logger
  listen: Listen
  /** Milliseconds after which a doubt that nobody settles no longer holds up its conversation. */
  letPass: number
}

export interface Deliver {
  start(): void
  /** Something is due: look now instead of at the next poll. */
  wake(): void
  /** No new claims; resolves when every call under way has its outcome stored. */
  stop(): Promise<void>
}

/** Provider calls under way at once in this process. */
const most = 512
/**
 * Milliseconds between two looks when nobody wakes us: whoever accepts a message says so to all processes, but may be
 * missed, the more so where this one does not hear at this moment.
 */
const slow = 5_000
const poll = 500
/** The least milliseconds to the next look when this one found nothing: another process is about to take what is due. */
const pause = 20
/** Milliseconds in which finished calls gather before the next claim, unless there are as many as are worth one. */
const gather = 40
const large = 16

/**
 * Messages leave: claim in the database, call the provider, store the outcome. Any number of processes may run this
 * on one database; the claim decides who calls.
 */
export function createDeliver(needs: DeliverNeeds): Deliver {
  let running = false
  /** Calls that have ended since the last claim. */
  let ended = 0
  let isLarge: () => void = () => undefined
  let wakeUp: (() => void) | null = null
  let woken = false
  let endedAt = Number.NEGATIVE_INFINITY
  let looping: Promise<void> = Promise.resolve()

  const calls = createOwnCalls([...needs.providers.keys()], most)

  async function write(outcomes: Outcome[]): Promise<undefined[]> {
    await needs.database.transaction((tx) => keepOutcomes(tx, outcomes, needs))
    return outcomes.map(() => undefined)
  }
  const store = groupCommit<Outcome, undefined>({ gather: 30, few: 60, write })

  async function deliver(claim: Claim): Promise<void> {
    const { portalId, messageId } = claim
    const account = await accountOf(claim)
    const event = await call(claim, account?.lines.find(claim.lineId) ?? null)
    tell(claim, event)
    await keep({ portalId, messageId, event, rule: account?.pause ?? null })
  }

  /** At least as it was when the message was claimed; null where nobody can say. */
  async function accountOf({ portalId, version }: Claim): Promise<Account | null> {
    try {
      return await needs.accounts.at(portalId, version)
    } catch (error) {
      needs.log.error({ err: error, portalId }, 'it cannot be read what an account has configured')
      return null
    }
  }

  /** Where nobody was called, nobody need be asked. */
  async function call(claim: Claim, carrier: AccountLine | null): Promise<CallOutcome> {
    const { portalId, lineId, attempts: attempt, optedOut, undecided } = claim
    if (optedOut || undecided) return { kind: 'opted_out', attempt, undecided: !optedOut }
    if (claim.isElsewhere) {
      const detail = 'It may have left before its line was led elsewhere, where nobody would know it again.'
      return { kind: 'doubted', attempt, error: { code: 'outcome_unknown', detail, retryable: false }, askIn: null }
    }
    if (!carrier) {
      calls.leave(portalId, lineId)
      return { kind: 'given_back', attempt }
    }
    const carrierNow = async () => (await needs.accounts.of(portalId)).lines.find(lineId)
    return threadOf(needs.database, claim).then(
      (thread) => callProvider(claim, carrier, thread, { ...needs, carrierNow }),
      (): CallOutcome => ({ kind: 'given_back', attempt }),
    )
  }

  /** One line for each attempt that did not simply succeed: what became of it, what is tried next and when. */
  function tell({ portalId, messageId, lineId, attempts }: Claim, event: CallOutcome): void {
    const about = { portalId, messageId, lineId, attempt: attempts, outcome: event.kind }
    if (event.kind === 'postponed') {
      // Others' words may name a person, and stay with the message.
      const trouble = { code: event.error?.code ?? 'outcome_unknown', cause: event.error?.cause }
      needs.log.warn(
        { ...about, ...trouble, next: 'send again', in: event.wait },
        'message not taken yet; it leaves later',
      )
    } else if (event.kind === 'doubted') {
      const next =
        event.askIn === null ? { next: 'a person settles it' } : { next: 'ask the provider', in: event.askIn }
      needs.log.warn(
        { ...about, code: event.error.code, cause: event.error.cause, ...next },
        'not known whether a message was sent',
      )
    } else if (event.kind === 'given_back') {
      needs.log.warn(
        { ...about, next: 'send again', in: 0 },
        'the provider was not called for this claim: it was too late, or its line is gone or another by now',
      )
    } else if (event.kind === 'refused') {
      needs.log.warn({ ...about, code: event.error.code }, 'message refused')
    }
  }

  /** The provider has been called, so the outcome is kept trying until it is stored or the process ends. */
  async function keep(outcome: Outcome): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        // Alone where that came to nothing: what holds one of a group up must not hold up the others again.
        return void (await (attempt === 1 ? store(outcome) : write([outcome])))
      } catch (error) {
        if (needs.stopping.aborted) throw error
        if (judgeFailure(error) === 'unstorable' && outcome.event.kind !== 'doubted') return keep(unreadable(outcome))
        const { portalId, messageId } = outcome
        const wait = Math.min(100 * 2 ** attempt, 2_000)
        const next = { next: 'store it again', in: wait }
        needs.log.error({ err: error, portalId, messageId, attempt, ...next }, 'outcome not stored yet; trying again')
        await new Promise((resolve) => setTimeout(resolve, wait))
      }
    }
  }

  /** What a provider answered cannot be stored, and would never be: all that is known is that it was called. */
  function unreadable({ portalId, messageId, rule, event: { attempt } }: Outcome): Outcome {
    const detail = 'The provider answered in words that cannot be stored.'
    const error = { code: 'outcome_unreadable', detail, retryable: false }
    needs.log.error({ portalId, messageId, next: 'ask the provider', in: needs.settle }, detail)
    return { portalId, messageId, rule, event: { kind: 'doubted', attempt, error, askIn: needs.settle } }
  }

  async function look(): Promise<void> {
    const extra = { attachments: attachmentTime, ladder: checkTime }
    const claimer = calls.claimer()
    const claims = await claimDeliveries(needs.database, most - calls.count(), claimer, extra, needs)
    for (const claim of claims) {
      calls.begin(claim.portalId)
      void deliver(claim)
        .catch((error: unknown) => {
          needs.log.error({ err: error, messageId: claim.messageId }, 'delivery left in doubt; its lease will tell')
        })
        .finally(() => {
          calls.end(claim.portalId)
          if ((ended += 1) >= large) isLarge()
          wake()
        })
    }
    if (claims.length > 0) return
    const longest = needs.listen.hears() ? slow : poll
    const wait = (await untilNextDelivery(needs.database, claimer, needs.letPass)) ?? longest
    if (wait <= 0 || performance.now() - endedAt >= slow) {
      endedAt = performance.now()
      await endOverdue(needs)
    }
    await sleep(Math.min(longest, Math.max(pause, wait)))
  }

  async function gathered(): Promise<void> {
    await new Promise<void>((resolve) => {
      setTimeout(resolve, gather)
      isLarge = resolve
    })
  }

  async function sleep(ms: number): Promise<void> {
    if (!woken) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms)
        wakeUp = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
    wakeUp = null
    woken = false
  }

  function wake(): void {
    woken = true
    wakeUp?.()
  }

  async function loop(): Promise<void> {
    while (running) {
      // Claiming each slot as it falls free would cost a transaction a message: let a few gather.
      if (calls.count() > 0 && ended < large) await gathered()
      ended = 0
      if (calls.count() >= most) {
        await sleep(poll)
        continue
      }
      try {
        await look()
      } catch (error) {
        needs.log.error({ err: error }, 'cannot claim deliveries; is the database there? Trying again')
        await new Promise((resolve) => setTimeout(resolve, 500))
      }
    }
  }

  return {
    start() {
      running = true
      needs.listen.onWord('deliver', wake)
      looping = loop()
    },
    wake,
    async stop() {
      running = false
      wake()
      await looping
      while (calls.count() > 0) await new Promise((resolve) => setTimeout(resolve, 20))
    },
  }
}
