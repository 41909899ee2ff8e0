import { expect, test } from 'vitest'
import { ConfigError, readConfig } from './config.ts'

const good = {
  PUBLIC_URL: 'https://relay.company.example',
  HUBSPOT_PORTAL_ID: '4242',
  HUBSPOT_ACCESS_TOKEN: 'pat-na1-test',
  HUBSPOT_CLIENT_SECRET: 'client-secret-of-the-test-app',
  HOMING_FUNCTION_SECRET: 'dGhpcyBpcyBub3QgYSByYW5kb20gc2VjcmV0',
}

test('private hosts and networks are named with a comma between them', () => {
  expect(readConfig(good).allowedHosts).toEqual([])
  const named = 'nas.company.example:5000, 192.168.1.0/24 ,[fd00::7]:80,fd00::/8,'
  expect(readConfig({ ...good, ALLOWED_HOSTS: named }).allowedHosts).toEqual([
    ...['nas.company.example:5000', '192.168.1.0/24', '[fd00::7]:80', 'fd00::/8'],
  ])
})

test.each([
  ['http://nas:5000/x', ' Write nas:5000.'],
  ['nas/share', ''],
  ['10.0.0.0/33', ''],
  ['nas:99999', ''],
  ['anna@nas', ''],
])('%s is a mistake that says what to write', (entry, instead) => {
  const read = () => readConfig({ ...good, ALLOWED_HOSTS: `10.0.0.7,${entry}` })
  expect(read).toThrow(ConfigError)
  expect(read).toThrow(
    `ALLOWED_HOSTS must be hosts, each with its port if need be, or networks like 192.168.1.0/24, but names "${entry}".${instead}`,
  )
})
