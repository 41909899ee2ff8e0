import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signWebhook } from '../../workbench/phone-network/sign-webhook.ts'
import { createSettingsDesk, type SettingsDesk } from '../settings-desk.ts'
import { until } from '../until.ts'
import { portalId } from '../world.ts'

let desk: SettingsDesk
beforeAll(async () => {
  desk = await createSettingsDesk()
  const sms = desk.line('sms')
  await desk.save({ lines: [{ ...sms, settings: { ...sms.settings, webhookSecret: 'the-first-secret' } }] })
})
afterAll(() => desk.world.close())

/** What a vendor is answered that signs with this secret: 422, since nobody can read it, or 401. */
async function posted(secret: string): Promise<number> {
  const body = JSON.stringify({ type: 'nobody knows', message: randomUUID() })
  const headers = {
    'content-type': 'application/json',
    ...signWebhook(secret, { id: randomUUID(), at: Date.now(), body }),
  }
  return (await fetch(`${desk.world.url}/webhooks/${portalId}/sms`, { method: 'POST', headers, body })).status
}
async function rotate(value: string): Promise<void> {
  const name = 'line/sms/webhookSecret'
  const { status, problem } = await desk.say('/rotate', { version: await desk.version(), name, value })
  if (status !== 200) throw new Error(JSON.stringify(problem))
}
/** Once the newest is known here, these are genuine, and no others are kept. */
async function count(genuine: string[], others: string[]): Promise<void> {
  await until(async () => expect(await Promise.all(genuine.map(posted))).toEqual(genuine.map(() => 422)))
  expect(await Promise.all(others.map(posted))).toEqual(others.map(() => 401))
  const rows = await desk.world.database.query("select 1 from account_secret where name = 'line/sms/webhookSecret'")
  expect(rows).toHaveLength(genuine.length)
}

test('a slip that nobody ever signed with is replaced, and what the vendor still signs with counts on', async () => {
  await rotate('a-slip-of-the-pen')
  await until(async () => expect(await posted('a-slip-of-the-pen')).toBe(422))
  // As if the vendor had not used it: the test has.
  await desk.world.database.query('update account_secret set proved_at = null')
  const ends = "select until from account_secret where name = 'line/sms/webhookSecret' and until is not null"
  const before = await desk.world.database.query(ends)
  await rotate('the-second-secret')
  // Not for longer than was said when it was replaced.
  expect(await desk.world.database.query(ends)).toEqual(before)
  await count(['the-second-secret', 'the-first-secret'], ['a-slip-of-the-pen'])
})

test('of a third value the first is over, where the vendor signs with the second already', async () => {
  await rotate('the-third-secret')
  await count(['the-third-secret', 'the-second-secret'], ['the-first-secret'])
})

test('a line that gets another provider keeps no value of the one before, not for a moment', async () => {
  const address = '+15550100009'
  const kannel = {
    url: `${desk.world.phones.url}/sendsms`,
    ...{ username: 'homing', password: 'a-password', webhookToken: 'kannel-token-4f1b9c2e8d' },
  }
  const mac = { url: desk.world.phones.url, password: 'another', webhookToken: 'bluebubbles-token-7e3a1' }
  const post = async (token: string) =>
    (await fetch(`${desk.world.url}/webhooks/${portalId}/own/${token}`, { method: 'POST', body: '{}' })).status
  await desk.save({ lines: [desk.line('own', { provider: 'kannel', address, settings: kannel })] })
  const before = { ...kannel, webhookToken: 'kannel-token-newer-91c7' }
  await desk.save({ lines: [desk.line('own', { provider: 'kannel', address, settings: before })] })
  expect(await post(kannel.webhookToken)).not.toBe(401)

  await desk.save({
    lines: [desk.line('own', { provider: 'bluebubbles', channel: 'imessage', address, settings: mac })],
  })
  await until(async () => expect(await post(mac.webhookToken)).not.toBe(401))
  expect([await post(kannel.webhookToken), await post(before.webhookToken)]).toEqual([401, 401])
  const rows = await desk.world.database.query("select 1 from account_secret where name = 'line/own/webhookToken'")
  expect(rows).toHaveLength(1)
})
