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
import { testLine, type TestLineNeeds } from './test-line.ts'
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
  testLines(portalId: string, carriers: readonly LineOfProvider[], actor: AuditActor): Promise<LineTest[]>
  /**
   * Lines that were changed by a save are tested. Answers after ten seconds with what is
   * known by then; the others are tested and kept all the same. Never throws.
   */
  testSaved(portalId: string, changed: readonly LineOfProvider[], actor: AuditActor): Promise<TestOfSaved[]>
}

/** Lines that are tested at once. */
const atOnce = 20
/** Milliseconds that whoever saved waits for tests. */
const patience = 10_000

export function createConnections(needs: ConnectionNeeds, patient = patience): Connections {
  const askHubSpot = createTestHubSpot(needs)

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

  async function testSome(
    portalId: string,
    carriers: readonly LineOfProvider[],
    actor: AuditActor,
  ): Promise<LineTest[]> {
    const tests = await Promise.all(carriers.map((carrier) => testLine(carrier, needs)))
    const details = tests.map(({ lineId, result, problem }) => ({
      ...{ kind: 'line', lineId, result, code: problem?.code ?? null },
    }))
    await keep(portalId, actor, tests.map(asKept), details)
    return tests
  }

  async function testLines(
    portalId: string,
    carriers: readonly LineOfProvider[],
    actor: AuditActor,
    hear: (tests: readonly LineTest[]) => void = () => undefined,
  ): Promise<LineTest[]> {
    const tests: LineTest[] = []
    for (let first = 0; first < carriers.length; first += atOnce) {
      const some = await testSome(portalId, carriers.slice(first, first + atOnce), actor)
      tests.push(...some)
      hear(some)
    }
    return tests
  }

  return {
    unproved: createUnproved(needs),

    testLines: (portalId, carriers, actor) => testLines(portalId, carriers, actor),

    async testHubSpot(portalId, actor) {
      const report = await askHubSpot(portalId)
      const { credential: kind, ok, missingScopes, problem } = report
      const missing = cutText(missingScopes.join(' '), 200)
      const test = { subject: hubspotSubject, result: ok ? 'ok' : 'failed', ...wordsOf(report) } as const
      await keep(portalId, actor, [test], [{ kind, ok, missing, code: problem?.code ?? null }])
      return report
    },

    async testSaved(portalId, changed, actor) {
      const known = new Map<string, LineTest>()
      const all = testLines(portalId, changed, actor, (some) => {
        for (const test of some) known.set(test.lineId, test)
      }).catch((error: unknown) => {
        needs.log.warn({ portalId, err: error }, 'the lines that were saved are not all tested: test them by hand')
      })
      let timer: NodeJS.Timeout | undefined
      const enough = new Promise((resolve) => (timer = setTimeout(resolve, patient)))
      await Promise.race([all, enough])
      clearTimeout(timer)
      return changed.map(({ line }) => ({ lineId: line.id, test: known.get(line.id) ?? null }))
    },
  }
}

function asKept({ lineId, result, problem, note }: LineTest): ConnectionTest {
  return { subject: lineSubject(lineId), result, code: problem?.code ?? null, words: problem?.detail ?? note ?? null }
}

/** What is wrong with an account's HubSpot, as it is kept. */
function wordsOf({ problem, missingScopes }: ConnectionReport): Pick<ConnectionTest, 'code' | 'words'> {
  if (problem) return { code: problem.code, words: problem.detail }
  if (missingScopes.length === 0) return { code: null, words: null }
  return { code: 'scopes_missing', words: `HubSpot has not granted ${missingScopes.join(', ')}.` }
}
