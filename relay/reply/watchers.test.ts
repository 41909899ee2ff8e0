import { pino } from 'pino'
import { expect, test } from 'vitest'
import { asAccount } from '../account/as-account.ts'
import type { Accounts } from '../account/account.ts'
import type { Provider } from '../providers/provider.ts'
import { createWatchers } from './watchers.ts'

const provider = {
  name: 'x',
  watch(line, wake, signal) {
    const by = `${line.id} ${String(line.settings['password'])}`
    listening.add(by)
    wake()
    return new Promise((resolve) => {
      signal.addEventListener('abort', () => {
        listening.delete(by)
        resolve()
      })
    })
  },
} as Partial<Provider> as Provider
const listening = new Set<string>()
const woken: string[] = []
let standing: { version: number; passwords: Record<string, string> }

const at: Accounts['at'] = async (portalId) => {
  if (portalId === 'unreadable') throw new Error('saved by a newer relay')
  const lines = Object.entries(standing.passwords).map(([id, password]) => ({
    line: { portalId, id, label: id, channel: 'email' as const, address: id, settings: { password }, callbackUrl: '' },
    ...{ provider, earlier: [] },
  }))
  const find = (lineId: string) => lines.find(({ line }) => line.id === lineId) ?? null
  return asAccount({ portalId, version: standing.version, lines: { list: () => lines, find } }, {}, bounds)
}
const bounds = { defaultCountry: 'US', retain: { raw: 30, stories: 400 } } as const
const accounts: Accounts = { at, of: (portalId) => at(portalId, 0), holds: () => true, onChange: () => undefined }
const watchers = createWatchers(
  { accounts, providers: new Map([['x', provider]]), log: pino({ level: 'silent' }) },
  (_portalId, lineId) => void woken.push(lineId),
)

async function follow(version: number, passwords: Record<string, string>): Promise<string[]> {
  standing = { version, passwords }
  const lines = Object.keys(passwords).map((lineId) => ({ portalId: '1', lineId, provider: 'x', version }))
  await watchers.follow(lines)
  return [...listening].toSorted()
}

test('whoever listens to a line stops when it is removed, and begins anew when its secret is another', async () => {
  expect(await follow(1, { sales: 'one', support: 'two' })).toEqual(['sales one', 'support two'])
  expect(await follow(2, { sales: 'one', support: 'new' })).toEqual(['sales one', 'support new'])
  expect(await follow(3, { support: 'new', more: 'three' })).toEqual(['more three', 'support new'])
  // A save that concerns none of them disturbs nobody.
  expect(woken.splice(0)).toEqual(['sales', 'support', 'support', 'more'])
  expect(await follow(4, { support: 'new', more: 'three' })).toEqual(['more three', 'support new'])
  expect(woken).toEqual([])
  await watchers.stop()
  expect(listening.size).toBe(0)
})

test('an account whose settings cannot be read keeps nobody from listening to the lines of others', async () => {
  standing = { version: 5, passwords: { sales: 'one' } }
  const line = { lineId: 'sales', provider: 'x', version: 5 }
  await watchers.follow([
    { ...line, portalId: 'unreadable' },
    { ...line, portalId: '1' },
  ])
  expect([...listening]).toEqual(['sales one'])
  await watchers.stop()
})
