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
import type { Connections } from '../connections/connections.ts'
import { Invalid } from '../errors.ts'
import type { LineOfProvider } from '../providers/lines.ts'
import { ownPortal } from '../http/own-portal.ts'
import { wakeLine } from '../message/wake-line.ts'
import { route, type Door, type Route } from '../http/route.ts'
import type { Database } from '../store/database.ts'
import { changeLine } from '../store/line/line-states.ts'
import { reportLines, type ReportNeeds } from './report-lines.ts'

export interface LineControlNeeds extends ReportNeeds {
  database: Database
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
      mayName(caller.portalId, request.portalId)
      return { lines: await reportLines(request.portalId, needs) }
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
      mayName(caller.portalId, portalId)
      const said = reason
        .toWellFormed()
        .replaceAll(/\p{Cc}+/gu, ' ')
        .trim()
      if (said === '') throw new Invalid('missing_reason', 'Say why the line is paused: reps read it.')
      return change(find(portalId, lineId), 'paused', said)
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
      mayName(caller.portalId, portalId)
      return change(find(portalId, lineId), 'active', null)
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
      mayName(caller.portalId, portalId)
      const carriers = lineId === undefined ? needs.lines.list(portalId) : [find(portalId, lineId)]
      const tests = await needs.connections.testLines(portalId, carriers, 'operator')
      return { tests }
    },
  })

  /** Stored before it is answered. Deliveries look at the line's row at every claim, so nobody need be told. */
  async function change({ line }: LineOfProvider, to: 'paused' | 'active', reason: string | null): Promise<LineReport> {
    const wanted = { portalId: line.portalId, lineId: line.id, to, by: 'person' as const, reason, at: needs.now() }
    const changed = await needs.database.forPortal(line.portalId).transaction(async (tx) => {
      if (!(await changeLine(tx, wanted))) return false
      if (to === 'active') await wakeLine(tx, line.id)
      return true
    })
    if (changed) {
      needs.log.warn({ lineId: line.id, by: 'person', reason }, to === 'paused' ? 'line paused' : 'line resumed')
    }
    const reports = await reportLines(line.portalId, needs)
    return reports.find(({ id }) => id === line.id)!
  }

  function find(portalId: string, lineId: string): LineOfProvider {
    const carrier = needs.lines.find(portalId, lineId)
    if (carrier) return carrier
    const ids = needs.lines.list(portalId).map(({ line }) => line.id)
    throw new Invalid('unknown_line', `There is no line "${lineId}" here, but there are ${ids.join(', ')}.`, {
      status: 404,
    })
  }

  /** Whoever runs the relay may name every account that has lines here. */
  function mayName(signed: string | null, named: string): void {
    ownPortal(signed ?? (needs.lines.list(named).length > 0 ? named : null), named)
  }

  return { routes: [listed, paused, resumed, tested] }
}
