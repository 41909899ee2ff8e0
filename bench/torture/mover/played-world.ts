import type { Logger } from 'pino'
import type { Accounts } from '../../../relay/account/account.ts'
import { move, type Move, type MoveResult } from '../../../relay/message/move.ts'
import type { MessageEventKind } from '../../../relay/message/message-event.ts'
import type { Database } from '../../../relay/store/database.ts'
import type { Jobs } from '../../../relay/store/jobs/jobs.ts'
import type { Company } from './company-accounts.ts'

/** What one player has: connections of its own, the provider, and somebody who hears what happened. */
export interface PlayedWorld {
  database: Database
  accounts: Accounts
  company: Company
  random: () => number
  /** Claims of messages whose provider is being called, by account and message. */
  attempts: Map<string, number>
  /** Events that were put to the mover, and those that it carried out. */
  count(events: number, moved: Partial<Record<MessageEventKind, number>>): void
  /** Something is wrong that only the player can see. */
  wrong(sentence: string): void
  /** This message was spoken of by somebody who does not know. */
  rumour(message: string): void
  /** Milliseconds by which the database's clock was put forward. */
  ahead(): number
  /** The provider is called however late it is. */
  careless: boolean
  /** Milliseconds. */
  lease: number
  settle: number
  letPass: number
}

export const silent = Object.fromEntries(
  ['trace', 'debug', 'info', 'warn', 'error', 'fatal'].map((level) => [level, () => undefined]),
) as unknown as Logger

/** Nobody waits for a hint here: every player looks by itself. */
const jobs = { enqueue: () => Promise.resolve(), hint: () => undefined } as unknown as Jobs

export const moveNeeds = { jobs, timelineGather: 0, timelineUpdate: 0 }

/** In one transaction, and counted. */
export async function playMoves(world: PlayedWorld, moves: readonly Move[]): Promise<MoveResult[]> {
  if (moves.length === 0) return []
  const results = await stored(world, moves)
  const moved: Partial<Record<MessageEventKind, number>> = {}
  for (const one of results) {
    if (one.result === 'moved') moved[one.event.kind] = (moved[one.event.kind] ?? 0) + 1
  }
  world.count(moves.length, moved)
  return results
}

/** Whoever is in another's way (40P01) tries again, as the relay does. */
async function stored(world: PlayedWorld, moves: readonly Move[]): Promise<MoveResult[]> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await world.database.transaction((tx) => move(tx, moves, moveNeeds))
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === '40P01') || tries === 20) throw error
    }
  }
}
