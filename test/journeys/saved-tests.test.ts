import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LineSetting } from '../../contract/settings/lines.ts'
import { doors } from '../bad-input/doors.ts'
import { signedAsk } from '../bad-input/signed-ask.ts'
import { createSettingsDesk, type SettingsDesk } from '../settings-desk.ts'
import { portalId, type World } from '../world.ts'

let desk: SettingsDesk
let world: World
beforeAll(async () => {
  desk = await createSettingsDesk()
  world = desk.world
  world.config.allowedHosts = [new URL(world.phones.url).host]
  await world.restart()
})
afterAll(() => world.close())

const line = (id: string, key = 'phone-key'): LineSetting => {
  const settings = { url: world.phones.url, key, webhookSecret: 'phone-webhook-secret' }
  return desk.line(id, { settings })
}
const tested = async () => {
  const { text } = await signedAsk(world, doors['POST /admin/lines']![0]!, { portalId })
  const { lines } = JSON.parse(text) as { lines: { id: string; test: { result: string; words: string } | null }[] }
  return Object.fromEntries(lines.map(({ id, test }) => [id, test?.result]))
}

test('a line that is saved is tested, and saved although its test fails; what did not change is not asked again', async () => {
  const first = await desk.save({ lines: [line('good'), line('bad', 'a-key-of-nobody')] })
  expect(first).toMatchObject({
    version: 1,
    tests: [
      { lineId: 'good', test: { result: 'ok', problem: null } },
      { lineId: 'bad', test: { result: 'failed', problem: { code: expect.any(String), detail: expect.any(String) } } },
    ],
  })
  expect(JSON.stringify(first)).not.toContain('a-key-of-nobody')
  expect(await tested()).toEqual({ good: 'ok', bad: 'failed' })

  const renamed = await desk.save({ lines: [{ ...line('good'), label: 'Better' }, line('bad', 'a-key-of-nobody')] })
  expect(renamed.tests.map(({ lineId }) => lineId)).toEqual(['good'])
  expect((await desk.save({ pause: { percent: 50, least: 5, minutes: 5 } })).tests).toEqual([])

  const trial = { version: await desk.version(), sections: { lines: [line('other')] }, trial: true }
  expect((await desk.say('/save', trial)).body.tests).toEqual([])
})

test('another secret is tested, too, and a line that is gone is another when it comes back', async () => {
  const rotated = { name: 'line/bad/key', value: 'phone-key', version: await desk.version() }
  expect((await desk.say('/rotate', rotated)).body.tests).toMatchObject([{ lineId: 'bad', test: { result: 'ok' } }])
  expect(await tested()).toEqual({ good: 'ok', bad: 'ok' })
  await desk.save({ lines: [line('good')] })
  expect(await world.database.query('select subject from connection_test order by 1')).toEqual([
    { subject: 'line/good' },
  ])
})

test('what a test found of a vendor says nothing of another that the line gets', async () => {
  const answered = async () =>
    (await world.database.query("select answered_at from connection_test where subject = 'line/moved'"))[0]
  await desk.save({ lines: [line('good'), line('moved')] })
  expect((await answered())?.['answered_at']).toBeInstanceOf(Date)
  const settings = {
    url: world.phones.url,
    username: 'homing',
    password: 'a-password',
    webhookToken: 'f3Kd92LmQz81XvTr7BnA',
  }
  await desk.save({ lines: [line('good'), desk.line('moved', { provider: 'kannel', settings })] })
  expect((await answered())?.['answered_at'] ?? null).toBeNull()
  await desk.save({ lines: [line('good')] })
})

test('everything is tested on demand, and what is configured is read with what its newest test found', async () => {
  const { body } = await desk.say('/test')
  expect(body).toMatchObject({ hubspot: { ok: true, missingScopes: [] }, tests: [{ lineId: 'good', result: 'ok' }] })
  expect((await desk.say('/test', { lineId: 'good' })).body).toMatchObject({ hubspot: null, tests: [{ result: 'ok' }] })
  expect((await desk.say('/test', { lineId: 'gone' })).problem).toMatchObject({ status: 404, code: 'unknown_line' })
  expect((await desk.say('')).body.tests).toMatchObject({ hubspot: { result: 'ok' }, 'line/good': { result: 'ok' } })
})
