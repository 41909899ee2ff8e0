import { expect, test } from 'vitest'
import { tellUntil } from './tell-until.ts'

const until = new Date('2026-12-15T15:00:00Z')

test.each([
  ['America/Winnipeg', 'Shared until 2026-12-15 10:00 UTC-5.'],
  [null, 'Shared until 2026-12-15 15:00 UTC.'],
])('when something ends is told in the zone of the account: %s', (zone, body) => {
  expect(tellUntil({ body: 'Shared until {until}.', until }, zone)).toEqual({ body, until })
})

test('what a person wrote is left as it is', () => {
  expect(tellUntil({ body: 'Write {until} there' }, 'Europe/Berlin')).toEqual({ body: 'Write {until} there' })
})
