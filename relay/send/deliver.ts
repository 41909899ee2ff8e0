import type { Logger } from 'pino'
import { readLastReply, readThread, type Thread } from '../store/thread.ts'
import type { Database } from '../store/database.ts'
import { claimDeliveries, type Claim } from '../message/claim-deliveries.ts'
import { findExpiredClaims, untilNextDelivery } from '../message/deliveries.ts'
import { groupCommit } from '../store/group-commit.ts'
import type { Outcome } from '../message/store-outcomes.ts'
import { attachmentTime, callProvider, type CallNeeds } from './call-provider.ts'
import { checkTime } from './check-capability.ts'
import { keepOutcomes, type KeepNeeds } from './keep-outcomes.ts'

export interface DeliverNeeds extends CallNeeds, KeepNeeds {
  database: Database
  portalIds: string[]
  log: Logger
}

export interface Deliver {
  start(): void
  /** Something is due: look now instead of at the next poll. */
  wake(): void
  /** No new claims; resolves when every call under way has its outcome stored. */
  stop(): Promise<void>
}

/** Provider calls under way at once in this process. */
const most = 256
/** Milliseconds between two looks when nobody wakes us: another process may have accepted something. */
const poll = 500
/** Milliseconds in which finished calls gather before the next claim. */
const gather = 4
/** A claim outlives its provider call by this much before it counts as abandoned; milliseconds. */
const margin = 2_000

/**
 * Messages leave: claim in the database, call the provider, store the outcome. Any number of processes may run this
 * on one database; the claim decides who calls.
 */
export function createDeliver(needs: DeliverNeeds): Deliver {
  let running = false
  let inFlight = 0
  let wakeUp: (() => void) | null = null
  let woken = false
  let looping: Promise<void> = Promise.resolve()
  let sweptAt = 0

  const leases = needs.portalIds.flatMap((portalId) =>
    needs.lines.list(portalId).map(({ line, provider }) => ({
      portalId,
      lineId: line.id,
      lease: provider.limits.timeout + margin,
    })),
  )

  const store = groupCommit<Outcome, undefined>({
    async write(outcomes) {
      await needs.database.transaction((tx) => keepOutcomes(tx, outcomes, needs))
      return outcomes.map(() => undefined)
    },
  })

  async function deliver(claim: Claim): Promise<void> {
    const carrier = needs.lines.find(claim.portalId, claim.lineId)
    if (!carrier) throw new Error(`claimed a delivery on line ${claim.lineId}, which is not configured`)
    const outcome = claim.optedOut ? refused(claim) : await callProvider(claim, carrier, await threadOf(claim), needs)
    await keep(outcome)
  }

  /** Only email threads, and only WhatsApp has a window; nobody else pays for the look. */
  async function threadOf(claim: Claim): Promise<Thread> {
    if (claim.channel === 'email') return readThread(needs.database.forPortal(claim.portalId), claim.conversationId)
    if (claim.channel !== 'whatsapp') return { earlier: [], subject: null }
    const lastReplyAt = await readLastReply(needs.database.forPortal(claim.portalId), claim.conversationId)
    return { earlier: [], subject: null, lastReplyAt }
  }

  /** The provider has been called, so the outcome is kept trying until it is stored or the process ends. */
  async function keep(outcome: Outcome): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await store(outcome)
      } catch (error) {
        if (needs.stopping.aborted) throw error
        needs.log.error({ err: error, messageId: outcome.messageId, attempt }, 'outcome not stored yet; trying again')
        await new Promise((resolve) => setTimeout(resolve, Math.min(100 * 2 ** attempt, 2_000)))
      }
    }
  }

  function refused(claim: Claim): Outcome {
    return {
      portalId: claim.portalId,
      messageId: claim.messageId,
      lineId: claim.lineId,
      attempts: claim.attempts,
      state: 'done',
      status: 'cancelled',
      dueAt: null,
      providerId: null,
      error: { code: 'opted_out', detail: 'The contact opted out before this message left.', retryable: false },
      blame: null,
      at: needs.now(),
      recordAt: new Date(needs.now().getTime() + needs.timelineGather),
    }
  }

  async function look(): Promise<void> {
    if (Date.now() - sweptAt >= 1_000) {
      sweptAt = Date.now()
      await abandonExpired()
    }
    const claims = await claimDeliveries(needs.database, most - inFlight, leases, {
      attachments: attachmentTime,
      ladder: checkTime,
    })
    for (const claim of claims) {
      inFlight += 1
      void deliver(claim)
        .catch((error: unknown) => {
          needs.log.error({ err: error, messageId: claim.messageId }, 'delivery left in doubt; its lease will tell')
        })
        .finally(() => {
          inFlight -= 1
          wake()
        })
    }
    if (claims.length === 0) await sleep(Math.min(poll, Math.max(5, (await untilNextDelivery(needs.database)) ?? poll)))
  }

  /** A claim whose process died: in doubt, unless the provider may safely be asked again. */
  async function abandonExpired(): Promise<void> {
    await needs.database.transaction(async (tx) => {
      const expired = await findExpiredClaims(tx, 500)
      if (expired.length === 0) return
      const at = needs.now()
      const recordAt = new Date(at.getTime() + needs.timelineGather)
      const outcomes = expired.map((one): Outcome => {
        const settled = { ...one, providerId: null, blame: null, at, recordAt }
        if (needs.lines.find(one.portalId, one.lineId)?.provider.idempotent) {
          return { ...settled, state: 'due', status: 'queued', dueAt: at, error: null }
        }
        const detail = 'The relay stopped while this message was leaving.'
        const error = { code: 'outcome_unknown', detail, retryable: false }
        return { ...settled, state: 'unknown', status: 'unknown', dueAt: null, error }
      })
      await keepOutcomes(tx, outcomes, needs)
      needs.log.warn({ count: expired.length }, 'messages in doubt after a stop; asking their providers')
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
      if (inFlight > 0) await new Promise((resolve) => setTimeout(resolve, gather))
      if (inFlight >= most) {
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
      looping = loop()
    },
    wake,
    async stop() {
      running = false
      wake()
      await looping
      while (inFlight > 0) await new Promise((resolve) => setTimeout(resolve, 20))
    },
  }
}
