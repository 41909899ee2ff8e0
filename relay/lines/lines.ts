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
import { accountNamed } from '../http/account-named.ts'
import { atBothDesks, type By } from '../http/desks.ts'
import type { LineOfProvider } from '../providers/lines.ts'
import { wakeLine } from '../message/wake-line.ts'
import { route, type Route } from '../http/route.ts'
import type { Database } from '../store/database.ts'
import { changeLine } from '../store/line/line-states.ts'
import { clearRoutes, type ClearRoutesNeeds } from './clear-routes.ts'
import { reportLines, type ReportNeeds } from './report-lines.ts'

export interface LineControlNeeds extends ReportNeeds, ClearRoutesNeeds {
  database: Database
  accounts: Accounts
  connections: Pick<Connections, 'testLines'>
  log: Logger
}

/** What of lines whoever runs the relay, and an account's admins, may see and do. */
export function createLineControl(needs: LineControlNeeds): { routes: Route[] } {
  const lookedAfter = atBothDesks(needs, ({ prefix, doors, by }) => {
    const listed = route({
      method: 'POST',
      path: `${prefix}/lines`,
      summary: 'Every line and how it stands.',
      door: doors.look,
      body: LinesRequest,
      response: LinesResponse,
      async handle({ caller }, request) {
        const account = await accountNamed(caller.portalId, request.portalId, needs)
        return { lines: await reportLines(account, needs), timeZone: account.timeZone }
      },
    })

    const paused = route({
      method: 'POST',
      path: `${prefix}/lines/pause`,
      summary: 'Nothing leaves by this line until a person resumes it.',
      door: doors.change,
      body: PauseLineRequest,
      response: LineReport,
      async handle({ caller }, { portalId, lineId, reason }) {
        const account = await accountNamed(caller.portalId, portalId, needs)
        const said = reason
          .toWellFormed()
          .replaceAll(/\p{Cc}+/gu, ' ')
          .trim()
        if (said === '') throw new Invalid('missing_reason', 'Say why the line is paused: reps read it.')
        return change(account, find(account, lineId), { to: 'paused', reason: said, by: by(caller) })
      },
    })

    const resumed = route({
      method: 'POST',
      path: `${prefix}/lines/resume`,
      summary: 'What waits on this line leaves, whoever had paused it.',
      door: doors.change,
      body: ResumeLineRequest,
      response: LineReport,
      async handle({ caller }, { portalId, lineId }) {
        const account = await accountNamed(caller.portalId, portalId, needs)
        return change(account, find(account, lineId), { to: 'active', reason: null, by: by(caller) })
      },
    })

    return [listed, paused, resumed]
  })

  /** Admins test at `/settings/test`. */
  const tested = route({
    method: 'POST',
    path: '/admin/lines/test',
    summary: 'Are credentials, address and webhooks of a line, or of all, right?',
    door: needs.operatorDoor,
    body: TestLinesRequest,
    response: TestLinesResponse,
    async handle({ caller }, { portalId, lineId }) {
      const account = await accountNamed(caller.portalId, portalId, needs)
      const carriers = lineId === undefined ? usableLines(account.lines) : [find(account, lineId)]
      const tests = await needs.connections.testLines(portalId, carriers, 'operator')
      return { tests }
    },
  })

  /** Stored before it is answered. Deliveries look at the line's row at every claim, so nobody need be told. */
  async function change(
    account: Account,
    { line }: LineOfProvider,
    { to, reason, by: actor }: { to: 'paused' | 'active'; reason: string | null; by: By },
  ): Promise<LineReport> {
    const by = 'person' as const
    const wanted = { portalId: line.portalId, lineId: line.id, to, by, actor, reason, at: needs.now() }
    const changed = await needs.database.forPortal(line.portalId).transaction(async (tx) => {
      if (!(await changeLine(tx, wanted))) return false
      if (to === 'active') await wakeLine(tx, line.id)
      return true
    })
    if (changed) {
      needs.log.warn({ lineId: line.id, by: actor, reason }, to === 'paused' ? 'line paused' : 'line resumed')
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

  return { routes: [...lookedAfter, tested, ...clearRoutes(needs)] }
}
