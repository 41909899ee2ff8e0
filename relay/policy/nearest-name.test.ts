import { expect, test } from 'vitest'
import { nearestName } from './nearest-name.ts'

const known = ['lines', 'routing', 'autoSend', 'pause', 'PUBLIC_URL', 'HUBSPOT_CLIENT_SECRET', 'PORT', 'sms']

test.each([
  ['line', 'lines'],
  ['autosend', 'autoSend'],
  ['auto_send', 'autoSend'],
  ['rouing', 'routing'],
  ['PUBLIC_URI', 'PUBLIC_URL'],
  ['HUBSPOT_CLIENT_SECRT', 'HUBSPOT_CLIENT_SECRET'],
  ['PORTS', 'PORT'],
  ['PROT', 'PORT'],
  ['ssm', 'sms'],
])('%s was meant to be %s', (name, meant) => {
  expect(nearestName(name, known)).toBe(meant)
})

test.each(['', 'mms', 'colour', 'HUBSPOT', 'PATH', 'x'.repeat(10_000)])('%.20s is near to nothing', (name) => {
  expect(nearestName(name, known)).toBeNull()
})

test('of several the nearest one is named', () => {
  expect(nearestName('previousAuthToken', ['previousAuthTokens', 'previousAuthToken'])).toBe('previousAuthToken')
})
