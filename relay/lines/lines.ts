import type { Logger } from 'pino'
import {
  LineReport,
  LinesRequest,
  LinesResponse,
  PauseLineRequest,
  ResumeLineRequest,
  TestLinesRequest,
  TestLinesResponse,
} from '../../contract/lines.ts'
import type { Account, Accounts } from '../account/account.ts'
import { usableLines } from '../account/usable-lines.ts'
import type { Connections } from '../connections/connections.ts'
import { Invalid } from '../errors.ts'
import type { LineOfProvider } from '../providers/lines.ts'
import { wakeLine } from '../message/wake-line.ts'
import { route, type Door, type Route } from '../http/route.ts'
import type { Database } from '../store/database.ts'
import { changeLine } from '../store/line/line-states.ts'
import { clearRoutes, type ClearRoutesNeeds } from './clear-routes.ts'
import { mayName } from './may-name.ts'
import { reportLines, type ReportNeeds } from './report-lines.ts'

export interface LineControlNeeds extends ReportNeeds, ClearRoutesNeeds {
  database: Database
  accounts: Accounts
  connections: Pick<Connections, 'testLines'>
  operatorDoor: Door<{ portalId: string | null }>
  log: Logger
}

/** What whoever runs the relay may see and do. */
export function createLineControl(needs: LineControlNeeds): { routes: Route[] } {
  const listed = route({
    method: 'POST',
    path: '/admin/lines',
    summary: 'Every line and how it stands.',
    door: needs.operatorDoor,
    body: LinesRequest,
    response: LinesResponse,
    async handle({ caller }, request) {
      const account = await accountOf(caller.portalId, request.portalId)
      return { lines: await reportLines(account, needs), timeZone: account.timeZone }
    },
  })

  const paused = route({
    method: 'POST',
    path: '/admin/lines/pause',
    summary: 'Nothing leaves by this line until a person resumes it.',
    door: needs.operatorDoor,
    body: PauseLineRequest,
    response: LineReport,
    async handle({ caller }, { portalId, lineId, reason }) {
      const account = await accountOf(caller.portalId, portalId)
      const said = reason
        .toWellFormed()
        .replaceAll(/\p{Cc}+/gu, ' ')
        .trim()
      if (said === '') throw new Invalid('missing_reason', 'Say why the line is paused: reps read it.')
      return change(account, find(account, lineId), 'paused', said)
    },
  })

  const resumed = route({
    method: 'POST',
    path: '/admin/lines/resume',
    summary: 'What waits on this line leaves, whoever had paused it.',
    door: needs.operatorDoor,
    body: ResumeLineRequest,
    response: LineReport,
    async handle({ caller }, { portalId, lineId }) {
      const account = await accountOf(caller.portalId, portalId)
      return change(account, find(account, lineId), 'active', null)
    },
  })

  const tested = route({
    method: 'POST',
    path: '/admin/lines/test',
    summary: 'Are credentials, address and webhooks of a line, or of all, right?',
    door: needs.operatorDoor,
    body: TestLinesRequest,
    response: TestLinesResponse,
    async handle({ caller }, { portalId, lineId }) {
      const account = await accountOf(caller.portalId, portalId)
      const carriers = lineId === undefined ? usableLines(account.lines) : [find(account, lineId)]
      const tests = await needs.connections.testLines(portalId, carriers, 'operator')
      return { tests }
    },
  })

  /** Stored before it is answered. Deliveries look at the line's row at every claim, so nobody need be told. */
  async function change(
    account: Account,
    { line }: LineOfProvider,
    to: 'paused' | 'active',
    reason: string | null,
  ): Promise<LineReport> {
    const wanted = { portalId: line.portalId, lineId: line.id, to, by: 'person' as const, reason, at: needs.now() }
    const changed = await needs.database.forPortal(line.portalId).transaction(async (tx) => {
      if (!(await changeLine(tx, wanted))) return false
      if (to === 'active') await wakeLine(tx, line.id)
      return true
    })
    if (changed) {
      needs.log.warn({ lineId: line.id, by: 'person', reason }, to === 'paused' ? 'line paused' : 'line resumed')
    }
    const reports = await reportLines(account, needs)
    return reports.find(({ id }) => id === line.id)!
  }

  function find({ lines }: Account, lineId: string): LineOfProvider {
    const carrier = lines.find(lineId)
    if (carrier) return carrier
    const ids = lines.list().map(({ line }) => line.id)
    const others = ids.length > 0 ? `but there are ${ids.join(', ')}` : 'nor any other yet'
    throw new Invalid('unknown_line', `There is no line "${lineId}" here, ${others}.`, { status: 404 })
  }

  async function accountOf(signed: string | null, named: string): Promise<Account> {
    const account = await needs.accounts.of(named)
    await mayName(signed, account, needs.database)
    return account
  }

  return { routes: [listed, paused, resumed, tested, ...clearRoutes(needs)] }
}
