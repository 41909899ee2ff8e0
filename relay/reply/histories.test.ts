import { pino } from 'pino'
import { afterEach, expect, test } from 'vitest'
import { ownDatabase } from '../../test/own-database.ts'
import { until } from '../../test/until.ts'
import { fixedAccounts } from '../../bench/fixed-accounts.ts'
import type { LineOfProvider } from '../providers/lines.ts'
import type { Line, Provider } from '../providers/provider.ts'
import { createHistories, type Histories } from './histories.ts'

const { database } = await ownDatabase()
let histories: Histories
afterEach(() => histories.stop())

const lineOf = (portalId: string, id: string): LineOfProvider => ({
  line: { portalId, id, label: id, channel: 'sms', address: id, settings: {}, callbackUrl: '' } satisfies Line,
  provider: { name: 'x' } as Provider,
})

test("an account whose providers hang has two histories read at once, and no other's wait for them", async () => {
  const hanging = Array.from({ length: 12 }, (_, nth) => lineOf('1', `hangs-${nth}`))
  const read = new Set<string>()
  let hang = 0
  const lines = [...hanging, lineOf('2', 'fine')]
  histories = createHistories(
    ({ line }, _from, stopping) => {
      read.add(`${line.portalId}/${line.id}`)
      if (line.portalId === '2') return Promise.resolve(null)
      hang += 1
      return new Promise((_resolve, reject) => stopping.addEventListener('abort', () => reject(new Error('stopped'))))
    },
    {
      database,
      accounts: fixedAccounts(lines),
      log: pino({ level: 'silent' }),
      random: Math.random,
      catchUp: 100,
      retryMost: 1_000,
    },
  )
  histories.follow(lines.map(({ line }) => ({ portalId: line.portalId, lineId: line.id })))
  histories.start()
  await until(() => expect(read).toContain('2/fine'))
  read.delete('2/fine')
  // Once more, when there was time for all the others.
  await until(() => expect(read).toContain('2/fine'))
  expect(hang).toBe(2)
})
