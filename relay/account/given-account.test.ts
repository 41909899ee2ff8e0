import { expect, test } from 'vitest'
import type { LineConfig } from '../providers/line-config.ts'
import { givenAccounts } from './given-account.ts'

const line = (portalId: string | undefined, id: string): LineConfig => ({
  ...{ id, label: id, provider: 'x', channel: 'sms', address: '+15550100001', settings: {} },
  ...(portalId === undefined ? {} : { portalId }),
})

test('each account gets of the one routing what concerns its own lines, and nothing that names those of another', () => {
  const given = givenAccounts({
    ...{ portal: { id: '1', accessToken: '', clientSecrets: [], functionSecrets: [] } },
    lines: [line(undefined, 'sales'), line('2', 'support'), line('2', 'both'), line(undefined, 'both')],
    routing: {
      addresses: { sms: ['own_number'] },
      ladder: [
        { channel: 'sms', lineId: 'sales' },
        { channel: 'sms', when: { failed: ['address'] } },
      ],
      owners: { '7': ['sales', 'support'], '8': ['sales'], '9': ['both'] },
      autoSend: { lineId: 'sales', message: 'Welcome!' },
      pause: { percent: 10, least: 5, minutes: 1 },
    },
  })
  const shared = { addresses: { sms: ['own_number'] } }
  expect(given('1')).toMatchObject({
    lines: [{ id: 'sales' }, { id: 'both' }],
    autoSend: { lineId: 'sales' },
    routing: {
      ...shared,
      ladder: [{ lineId: 'sales' }, {}],
      owners: { '7': ['sales'], '8': ['sales'], '9': ['both'] },
    },
  })
  const second = given('2')
  expect(second).toMatchObject({ lines: [{ id: 'support' }, { id: 'both' }], pause: { percent: 10 } })
  expect(second.routing).toEqual({
    ...shared,
    ladder: [{ channel: 'sms' }],
    owners: { '7': ['support'], '9': ['both'] },
  })
  expect(second).not.toHaveProperty('autoSend')
  expect(given('3').routing).toEqual(shared)
  expect(given('3').lines).toBeUndefined()
})
