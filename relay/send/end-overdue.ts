import type { Logger } from 'pino'
import type { Account, Accounts } from '../account/account.ts'
import { findExpiredClaims } from '../message/find-expired-claims.ts'
import { findLongDoubts } from '../message/find-long-doubts.ts'
import { findStranded } from '../message/find-stranded.ts'
import type { MessageEvent } from '../message/message-event.ts'
import { move, type MoveNeeds } from '../message/move.ts'
import type { Database } from '../store/database.ts'
import { keepOutcomes, type Outcome } from './keep-outcomes.ts'

export interface EndOverdueNeeds extends MoveNeeds {
  database: Database
  accounts: Accounts
  /** Milliseconds until a provider is asked about a doubt. */
  settle: number
  letPass: number
  log: Logger
}

/** In one transaction, at most. */
const together = 500

/**
 * Claims whose process died are in doubt, unless their provider may safely be called again; doubts that nobody settles let
 * the later messages of their conversation pass; what waits on a line that is configured no more goes another way where it
 * may, and is shown to a person.
 */
export async function endOverdue(needs: EndOverdueNeeds): Promise<void> {
  const expired = await findExpiredClaims(needs.database, together)
  if (expired.length > 0) {
    const accounts = new Map<string, Account>()
    for (const portalId of new Set(expired.map((one) => one.portalId))) {
      try {
        accounts.set(portalId, await needs.accounts.of(portalId))
      } catch (error) {
        needs.log.error({ portalId, err: error }, 'it cannot be read what an account has configured')
      }
    }
    const outcomes = expired.map(({ portalId, messageId, lineId, attempts: attempt, isElsewhere }): Outcome => {
      const account = accounts.get(portalId)
      const rule = account?.pause ?? null
      const provider = account?.lines.find(lineId)?.provider
      const detail = 'The relay stopped while this message was leaving.'
      const error = { code: 'outcome_unknown', detail, retryable: false }
      if (provider?.idempotent && !isElsewhere) {
        return { portalId, messageId, rule, event: { kind: 'postponed', attempt, wait: 0, error, blame: null } }
      }
      // Of a line, or an account, that is not known here another relay, or a later one, knows whether it can be asked.
      const askIn = provider && !provider.find ? null : needs.settle
      return { portalId, messageId, rule, event: { kind: 'doubted', attempt, error, askIn } }
    })
    await needs.database.transaction((tx) => keepOutcomes(tx, outcomes, needs))
    needs.log.warn(
      { count: expired.length, next: 'ask the provider', in: needs.settle },
      'messages in doubt after a stop; their providers are asked',
    )
  }
  const long = await findLongDoubts(needs.database, needs.letPass, together)
  await moveAll(long, { kind: 'let_pass', actor: null })
  if (long.length > 0) needs.log.warn({ count: long.length }, 'doubts that nobody settled let later messages pass')
  const stranded = await findStranded(needs.database, together)
  await moveAll(stranded, { kind: 'stranded' })
  if (stranded.length > 0) {
    needs.log.error(
      { count: stranded.length, next: 'they leave when the line is configured again' },
      'messages wait on lines that are configured no more',
    )
  }

  async function moveAll(ones: { portalId: string; messageId: string }[], event: MessageEvent): Promise<void> {
    if (ones.length === 0) return
    const moves = ones.map((one) => ({ ...one, event }))
    await needs.database.transaction((tx) => move(tx, moves, needs))
  }
}
