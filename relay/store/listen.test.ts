import { afterEach, beforeEach, expect, test } from 'vitest'
import { openCutOff, type CutOff } from '../../test/cut-off.ts'
import { ownDatabase } from '../../test/own-database.ts'
import { until } from '../../test/until.ts'
import { notify, openListen, type Listen } from './listen.ts'

const { url, database } = await ownDatabase()
let network: CutOff
let listen: Listen
let troubles: string[]
beforeEach(async () => {
  network = await openCutOff(url)
  troubles = []
  const beat = { every: 100, limit: 200 }
  listen = openListen({ url: network.url, beat, onError: ({ message }) => troubles.push(message) })
  await until(() => expect(listen.hears()).toBe(true))
})
afterEach(async () => {
  await listen.close()
  await network.close()
})

test('a connection that has died without a word is noticed, and another one listens when that is possible', async () => {
  let heard = 0
  listen.onWord('work', () => (heard += 1))
  network.fallSilent()
  await until(() => expect(listen.hears()).toBe(false))
  expect(troubles).toHaveLength(1)
  network.comeBack()
  await until(() => expect(listen.hears()).toBe(true))
  const before = heard
  await notify(database, 'work')
  await until(() => expect(heard).toBeGreaterThan(before))
})
