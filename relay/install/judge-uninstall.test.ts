import { expect, test } from 'vitest'
import type { LifecycleEvent } from '../hubspot/read-lifecycle.ts'
import { judgeUninstall } from './judge-uninstall.ts'

const now = new Date('2026-11-21T12:00:00Z')
const minutes = (count: number) => new Date(now.getTime() + count * 60_000)
const told = (...said: [LifecycleEvent['action'], number | null][]): LifecycleEvent[] =>
  said.map(([action, at]) => ({ portalId: '101', action, at: at === null ? null : minutes(at) }))
const judge = (installed: number, events: LifecycleEvent[]) =>
  judgeUninstall({ events, installedAt: minutes(installed), now })

test('an account that was removed long after it was installed is gone', () => {
  expect(judge(-600, told(['uninstall', -60]))).toEqual({ verdict: 'gone', at: minutes(-60) })
  expect(judge(-600, told(['install', -600], ['uninstall', -60]))).toMatchObject({ verdict: 'gone' })
  expect(judge(-600, told(['uninstall', -900], ['install', -601], ['uninstall', -60]))).toMatchObject({
    verdict: 'gone',
  })
})

test('what was told of an installation before this one does not end this one', () => {
  expect(judge(-60, told(['uninstall', -600]))).toEqual({ verdict: 'stays' })
  expect(judge(-60, told(['uninstall', -600], ['install', -60]))).toEqual({ verdict: 'stays' })
})

test('an installation says nothing by itself', () => {
  expect(judge(-60, told(['install', -5]))).toEqual({ verdict: 'stays' })
  expect(judge(-60, [])).toEqual({ verdict: 'stays' })
})

test.each([
  ['removed within minutes of the installation, before or after', -60, told(['uninstall', -58])],
  ['removed just before the installation', -60, told(['uninstall', -64])],
  ['removed and, says HubSpot, installed again', -600, told(['uninstall', -60], ['install', -59])],
  ['removed at a time that nobody can read', -600, told(['uninstall', null])],
  ['removed in the future', -600, told(['uninstall', 60])],
])('HubSpot is asked about an account that was %s', (_what, installed, events) => {
  expect(judge(installed, events)).toEqual({ verdict: 'ask' })
})
