import pino from 'pino'
import { expect, test } from 'vitest'
import type { LineOfProvider } from '../providers/lines.ts'
import { allProviders } from '../../workbench/simulator/all-providers.ts'
import { testLine } from './test-line.ts'

const logged: string[] = []
const needs = { fetch, now: () => new Date(), log: pino({}, { write: (line: string) => void logged.push(line) }) }

function carrier(work: NonNullable<LineOfProvider['provider']['test']>): LineOfProvider {
  const line = { portalId: '1', id: 'sms', label: 'Sales', channel: 'sms' as const, address: '+15550100001' }
  return {
    line: { ...line, settings: {}, callbackUrl: '' },
    provider: { ...allProviders.get('simulator')!, test: work },
  }
}

test.each([
  [
    'listens to the end of its time',
    (signal: AbortSignal) =>
      new Promise<void>((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted')))),
  ],
  ['does not even listen', () => new Promise<void>(() => undefined)],
])('a provider that does not answer and %s is given up in words', async (_what, answer) => {
  const found = await testLine(
    carrier((_line, { signal }) => answer(signal)),
    needs,
    100,
  )
  expect(found).toEqual({
    lineId: 'sms',
    result: 'failed',
    problem: { code: 'no_answer', detail: 'simulator did not answer within 0.1 seconds.' },
  })
})

test('what is worth a word although the line works is told beside that', async () => {
  const found = await testLine(
    carrier(() => Promise.resolve('One setting is missing.')),
    needs,
    1_000,
  )
  expect(found).toEqual({ lineId: 'sms', result: 'ok', problem: null, note: 'One setting is missing.' })
})

test('a fault of a test is told without its inner words, which go to the log', async () => {
  const found = await testLine(
    carrier(() => Promise.reject(new TypeError('the password is hunter2'))),
    needs,
    1_000,
  )
  expect(found).toMatchObject({ result: 'failed', problem: { code: 'test_broken' } })
  expect(JSON.stringify(found)).not.toContain('hunter2')
  expect(logged.join()).toContain('hunter2')
})
