import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSettingsDesk, type SettingsDesk } from '../../test/settings-desk.ts'
import { portalId } from '../../test/world.ts'

const lookup = (host: string) =>
  host === 'gone.example'
    ? Promise.reject(new Error('nobody answers'))
    : Promise.resolve([{ address: host === 'mac.company.example' ? '10.0.0.7' : '93.184.216.34', family: 4 }])

let desk: SettingsDesk
beforeAll(async () => {
  const line = { label: 'Line', provider: 'simulator', channel: 'sms', address: '+15550100001' } as const
  const at = (url: string) => ({ url, key: 'a-phone-key', webhookSecret: 'a-webhook-secret' })
  desk = await createSettingsDesk({
    parts: { lookup },
    config: {
      lines: [
        { ...line, id: 'number', settings: at('http://192.168.1.20:1234/path') },
        { ...line, id: 'name', settings: at('https://mac.company.example') },
        { ...line, id: 'public', settings: at('https://api.vendor.example') },
        { ...line, id: 'gone', settings: at('https://gone.example') },
        { ...line, id: 'theirs', settings: at('http://192.168.1.30'), portalId: '5001' },
      ],
    },
  })
})
afterAll(() => desk.world.close())

test('what LINES named that nobody else may reach stays allowed to the account it was named for', async () => {
  const hosts = await desk.world.database.query('select portal_id::text, host from account_host order by host')
  expect(hosts).toEqual([
    { portal_id: portalId, host: '192.168.1.20:1234' },
    { portal_id: '5001', host: '192.168.1.30' },
    { portal_id: portalId, host: 'gone.example' },
    { portal_id: portalId, host: 'mac.company.example' },
  ])
})
