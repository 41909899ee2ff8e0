import type { Logger } from 'pino'
import type { ConnectionReport } from '../../contract/connection.ts'
import type { LineTest } from '../../contract/lines.ts'
import { cutText } from '../../contract/cut-text.ts'
import type { LineOfProvider } from '../providers/lines.ts'
import {
  hubspotSubject,
  lineSubject,
  storeConnectionTests,
  type ConnectionTest,
} from '../store/account/connection-tests.ts'
import { appendAudit, type AuditActor } from '../store/audit/audit.ts'
import type { Database } from '../store/database.ts'
import { createTestHubSpot, type TestHubSpotNeeds } from './test-hubspot.ts'
import type { TestLineNeeds } from './test-line.ts'
import { testLines, type Testing } from './test-lines.ts'
import { createUnproved, type UnprovedConnections } from './unproved.ts'

export interface ConnectionNeeds extends TestHubSpotNeeds, TestLineNeeds {
  database: Database
  now: () => Date
  log: Logger
}

/** A line that was just saved, and what its test came to; null: it is still under way, or has not begun. */
export interface TestOfSaved {
  lineId: string
  test: LineTest | null
}

/** Asks HubSpot and vendors whether what is configured works. What is found is kept with its time, and that it was asked in the audit log. */
export interface Connections {
  /** What has never answered. */
  unproved: UnprovedConnections
  /** Throws `Invalid` for an account that is none. */
  testHubSpot(portalId: string, actor: AuditActor): Promise<ConnectionReport>
  /** Answers within ten seconds; lines that were not reached by then are told as such, and what was known of them stays. */
  testLines(portalId: string, carriers: readonly LineOfProvider[], actor: AuditActor): Promise<LineTest[]>
  /**
   * Lines that were changed by a save are tested. Answers after ten seconds with what is
   * known by then; the others are tested and kept all the same. Never throws.
   */
  testSaved(portalId: string, changed: readonly LineOfProvider[], actor: AuditActor): Promise<TestOfSaved[]>
}

/**
 * Milliseconds within which whoever asked is answered, so that all of it stays within ten seconds; and after which HubSpot or a vendor is
 * given up.
 */
const patience = { answer: 9_500, silent: 9_000 }

export function createConnections(needs: ConnectionNeeds, patient = patience): Connections {
  const askHubSpot = createTestHubSpot(needs, patient.silent)

  async function keep(
    portalId: string,
    actor: AuditActor,
    tests: readonly ConnectionTest[],
    details: readonly Record<string, string | boolean | null>[],
  ): Promise<void> {
    const at = needs.now()
    await needs.database.forPortal(portalId).transaction(async (tx) => {
      await storeConnectionTests(tx, tests)
      await appendAudit(
        tx,
        details.map((detail) => ({ portalId, at, actor, action: 'credential.tested' as const, detail })),
      )
    })
  }

  function begin(portalId: string, carriers: readonly LineOfProvider[], actor: AuditActor): Testing {
    const keepTests = (tests: readonly LineTest[]) => {
      const details = tests.map(({ lineId, result, problem }) => ({
        ...{ kind: 'line', lineId, result, code: problem?.code ?? null },
      }))
      return keep(portalId, actor, tests.flatMap(asKept), details)
    }
    return testLines(carriers, { ...needs, keep: keepTests }, patient.silent)
  }

  async function inTime(work: Promise<unknown>): Promise<void> {
    let timer: NodeJS.Timeout | undefined
    const enough = new Promise((resolve) => (timer = setTimeout(resolve, patient.answer)))
    try {
      await Promise.race([work, enough])
    } finally {
      clearTimeout(timer)
    }
  }

  return {
    unproved: createUnproved(needs),

    async testLines(portalId, carriers, actor) {
      const testing = begin(portalId, carriers, actor)
      await inTime(testing.ended)
      await testing.end()
      return carriers.map(({ line }) => testing.known.get(line.id) ?? notReached(line.id))
    },

    async testHubSpot(portalId, actor) {
      const report = await askHubSpot(portalId)
      const { credential: kind, ok, missingScopes, problem } = report
      const missing = cutText(missingScopes.join(' '), 200)
      const test = { subject: hubspotSubject, result: ok ? 'ok' : 'failed', ...wordsOf(report) } as const
      await keep(portalId, actor, [test], [{ kind, ok, missing, code: problem?.code ?? null }])
      return report
    },

    async testSaved(portalId, changed, actor) {
      const { known, ended } = begin(portalId, changed, actor)
      await inTime(
        ended.catch((error: unknown) => {
          needs.log.warn({ portalId, err: error }, 'the lines that were saved are not all tested: test them by hand')
        }),
      )
      return changed.map(({ line }) => ({ lineId: line.id, test: known.get(line.id) ?? null }))
    },
  }
}

function notReached(lineId: string): LineTest {
  const note = 'There was no time left for it within ten seconds, because others did not answer. Test this line alone.'
  return { lineId, result: 'not_reached', problem: null, note }
}

function asKept({ lineId, result, problem, note }: LineTest): ConnectionTest[] {
  if (result === 'not_reached') return []
  return [{ subject: lineSubject(lineId), result, code: problem?.code ?? null, words: problem?.detail ?? note ?? null }]
}

/** What is wrong with an account's HubSpot, as it is kept. */
function wordsOf({ problem, missingScopes }: ConnectionReport): Pick<ConnectionTest, 'code' | 'words'> {
  if (problem) return { code: problem.code, words: problem.detail }
  if (missingScopes.length === 0) return { code: null, words: null }
  return { code: 'scopes_missing', words: `HubSpot has not granted ${missingScopes.join(', ')}.` }
}
