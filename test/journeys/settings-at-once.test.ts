import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LineSetting } from '../../contract/settings/lines.ts'
import { openDatabase } from '../../relay/store/database.ts'
import { openCutOff, type CutOff } from '../cut-off.ts'
import { createSettingsDesk, type SettingsDesk } from '../settings-desk.ts'
import { until } from '../until.ts'
import { portalId, type TestContact, type World } from '../world.ts'

let desk: SettingsDesk
let world: World
let cutOff: CutOff
/** A relay that hears of nothing, beside the world's own. */
let deaf: string
let both: string[]
beforeAll(async () => {
  desk = await createSettingsDesk({ config: { allowedHosts: ['127.0.0.0/8'] } })
  world = desk.world
  cutOff = await openCutOff(world.database.url)
  const database = openDatabase({ url: world.database.url, onError: () => undefined })
  const other = await world.another({ database: { ...database, url: cutOff.url } })
  deaf = other.url
  both = [world.url, deaf]
  await desk.save({ lines: standing() })
  cutOff.fallSilent()
})
afterAll(async () => {
  await cutOff.close()
  await world.close()
})

const settings = () => ({ url: world.phones.url, key: 'phone-key', webhookSecret: 'phone-webhook-secret' })
const standing = (): LineSetting[] => [desk.line('sms', { settings: settings() })]
const extra = (address: string, more: Partial<LineSetting> = {}): LineSetting => {
  world.phones.registerLine({ address, callbackUrl: `${world.url}/webhooks/${portalId}/extra` })
  return desk.line('extra', { address, settings: settings(), ...more })
}

let people = 0
const person = () => {
  people += 1
  return world.contact({ firstname: 'Ada', mobilephone: `+1202558${String(people).padStart(4, '0')}` })
}
const send = (at: string, contact: TestContact, body: string, lineId: string) =>
  world.card('send-message', { contact, idempotencyKey: randomUUID(), lineId, body }, at)
const got = ({ properties }: TestContact) =>
  world.phones
    .phone(properties.mobilephone ?? '')
    .messages()
    .map(({ from, body }) => `${from}: ${body}`)

test('a line that is added is used by every relay within a second, also by one that hears of nothing', async () => {
  await desk.save({ lines: [...standing(), extra('+15550100050')] })
  const saved = performance.now()
  for (const at of both) {
    const contact = await person()
    await until(async () => expect((await send(at, contact, 'By the new one', 'extra')).status).toBe(200))
    await until(() => expect(got(contact)).toEqual(['+15550100050: By the new one']))
    await until(async () => {
      const shown = await world.card('conversation', { contact }, at)
      expect(shown.body.lines.map(({ id }) => id)).toContain('extra')
    })
  }
  expect(performance.now() - saved).toBeLessThan(15_000)
})

test('a line that is removed is used by nobody any more; what waits on it is told and stays', async () => {
  await desk.save({ lines: [...standing(), extra('+15550100050')] })
  const contact = await person()
  await world.database.query("update line set state = 'paused', paused_by = 'person' where id = 'extra'")
  await until(async () => expect((await send(deaf, contact, 'Never', 'extra')).status).toBe(200))
  await desk.save({ lines: standing() })
  for (const at of both) {
    await until(async () => {
      const refused = await send(at, contact, 'Never', 'extra')
      expect(refused.problem).toMatchObject({ code: 'unknown_line' })
    })
  }
  await until(async () => {
    expect((await world.shown(contact)).map(({ waits }) => waits?.reason)).toEqual(
      expect.arrayContaining(['line_removed']),
    )
  })
  expect(got(contact)).toEqual([])
})

test("a line's new secret is used by every relay for the next message, without a restart", async () => {
  const wrong = { ...settings(), key: 'not-the-key-any-more' }
  const contact = await person()
  await desk.save({ lines: [...standing(), extra('+15550100051', { id: 'keyed', settings: wrong })] })
  await until(async () => expect((await send(deaf, contact, 'With the new key', 'keyed')).status).toBe(200))
  const line = async () => (await world.database.query("select state, paused_by from line where id = 'keyed'"))[0]
  await until(async () => expect(await line()).toEqual({ state: 'paused', paused_by: 'relay' }))
  await desk.save({ lines: [...standing(), extra('+15550100051', { id: 'keyed' })] })
  await world.database.query(
    "update line set state = 'active', paused_by = null where id = 'keyed'; update delivery set due_at = instant() where line_id = 'keyed'",
  )
  await until(() => expect(got(contact)).toEqual(['+15550100051: With the new key']))
})

test('a line that one relay cannot use is told of once, and its account goes on', async () => {
  const odd = extra('+15550100052', { id: 'odd', label: 'Odd' })
  await desk.save({ lines: [...standing(), odd] })
  await world.database.query("update account_secret set value = 'nonsense' where name like 'line/odd/%'")
  await world.database.query(
    `with clock as (update settings_clock set value = value + 1 returning value)
     update account set version = version + 1, clock = (select value from clock) where portal_id = $1`,
    [portalId],
  )
  const contact = await person()
  const statuses: number[] = []
  await until(async () => {
    const shown = await world.card('conversation', { contact })
    statuses.push(shown.status)
    expect(shown.body.lines.map(({ id }) => id)).toEqual(['sms'])
  })
  expect(new Set(statuses)).toEqual(new Set([200]))
  expect((await send(world.url, contact, 'Not by that one', 'odd')).status).not.toBe(200)
  expect((await send(world.url, contact, 'By another', 'sms')).status).toBe(200)
  await until(() => expect(got(contact)).toEqual(['+15550100001: By another']))
  await until(() => {
    const told = world.logged.filter((line) => line.includes('a line cannot be used by this relay'))
    expect(told.length).toBeGreaterThan(0)
  })
})
