import { expect, test } from 'vitest'
import type { LineReport } from '../../contract/lines.ts'
import { lineTable } from './line-table.ts'
import { timeIn } from '../zone/time-in.ts'

const line: LineReport = {
  ...{ id: 'mail', label: 'Sales', provider: 'email', channel: 'email', address: 'sales@company.example' },
  ...{ state: 'active', pausedBy: null, reason: null, since: null, history: null, test: null, waiting: 0 },
  ...{
    health: { sent: 1, failed: 0 },
    limits: { inFlight: 1, gap: 0, bodyLength: 100, timeout: 1_000 },
    published: null,
  },
}

test('a line whose history cannot be read says so, and why', () => {
  expect(lineTable([line], timeIn(null))).not.toContain('history')
  const trouble = 'The mailbox refuses the password.'
  const table = lineTable([{ ...line, history: { trouble, since: '2026-11-29T22:40:00.000Z' } }], timeIn(null))
  expect(table).toContain("the provider's history cannot be read since 2026-11-29 22:40 UTC: The mailbox refuses")
})

test('a line says what its newest test found, and nothing where that was well', () => {
  const at = '2026-11-30T09:15:00.000Z'
  const tested = { at, result: 'failed' as const, code: 'webhook_missing', words: 'Add a webhook of the type receive.' }
  expect(lineTable([{ ...line, test: tested }], timeIn(null))).toContain(
    'its test at 2026-11-30 09:15 UTC failed: Add a webhook of the type receive.',
  )
  expect(lineTable([{ ...line, test: { at, result: 'ok', code: null, words: null } }], timeIn(null))).not.toContain(
    'test',
  )
})
