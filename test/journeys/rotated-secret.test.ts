import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signWebhook } from '../../workbench/phone-network/sign-webhook.ts'
import { createSettingsDesk, type SettingsDesk } from '../settings-desk.ts'
import { until } from '../until.ts'
import { portalId } from '../world.ts'

const [first, second, third] = [
  'canary-webhook-secret-1',
  'canary-webhook-secret-2',
  'canary-webhook-secret-3',
] as const
const words = ['canary-word-4f1b9c2e-first-0', 'canary-word-8d3a7e5f-second1', 'canary-word-2c6e9b1d-third22'] as const

let desk: SettingsDesk
let otherUrl: string
beforeAll(async () => {
  desk = await createSettingsDesk()
  otherUrl = (await desk.world.another()).url
  const gateway = {
    ...{ id: 'gateway', label: 'Gateway', provider: 'kannel', address: '+15550100009' },
    settings: {
      url: `${desk.world.phones.url}/sendsms`,
      username: 'homing',
      password: 'canary-pw',
      webhookToken: words[0],
    },
  }
  const sms = desk.line('sms')
  const lines = [
    { ...sms, settings: { ...sms.settings, webhookSecret: first } },
    { ...sms, ...gateway },
  ]
  await desk.save({ lines })
})
afterAll(() => desk.world.close())

/** What a vendor is answered that signs with this secret. */
async function posted(secret: string, url = desk.world.url): Promise<number> {
  const body = JSON.stringify({ type: 'nobody knows', message: randomUUID() })
  const signed = signWebhook(secret, { id: randomUUID(), at: Date.now(), body })
  const headers = { 'content-type': 'application/json', ...signed }
  return (await fetch(`${url}/webhooks/${portalId}/sms`, { method: 'POST', headers, body })).status
}
/** The same for one that signs nothing and has a word in the address. */
async function got(word: string, url = desk.world.url): Promise<number> {
  const query = new URLSearchParams({ type: 'reply', id: randomUUID(), from: '12025550143', to: '15550100009' })
  return (await fetch(`${url}/webhooks/${portalId}/gateway/${word}?${query.toString()}`)).status
}
async function rotate(name: string, value: string, keepMinutes?: number): Promise<void> {
  const answer = await desk.say('/rotate', {
    ...{ version: await desk.version(), name, value },
    ...(keepMinutes === undefined ? {} : { keepMinutes }),
  })
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.problem))
}
/** Genuine, though nobody can read it. */
const genuine = 422

test('while a secret is replaced what comes in is genuine by both, in every process, and by nothing else', async () => {
  expect([await posted(first), await posted(second)]).toEqual([genuine, 401])
  await rotate('line/sms/webhookSecret', second)
  for (const url of [desk.world.url, otherUrl]) {
    await until(async () => expect(await posted(second, url)).toBe(genuine))
    expect([await posted(first, url), await posted(third, url)]).toEqual([genuine, 401])
  }
})

test('a word in the address counts in the same way', async () => {
  const before = await got(words[0])
  expect(before).not.toBe(401)
  expect(await got(words[1])).toBe(401)
  await rotate('line/gateway/webhookToken', words[1])
  await until(async () => expect(await got(words[1])).toBe(before))
  expect([await got(words[0]), await got(words[2])]).toEqual([before, 401])
})

test('once its time is over by the database’s clock the one before counts no more, though nothing was saved since', async () => {
  await rotate('line/sms/webhookSecret', third, 1)
  await until(async () => expect(await posted(third)).toBe(genuine))
  expect(await posted(second)).toBe(genuine)
  await desk.world.database.query(
    `update account_secret set until = instant() - interval '1 millisecond'
     where name = 'line/sms/webhookSecret' and until is not null`,
  )
  expect([await posted(second), await posted(third)]).toEqual([401, genuine])
})

test('neither the new ones nor those before are in an answer, a log or a row', async () => {
  const rows = await desk.world.database.query(
    'select row_to_json(s)::text from account_section s union all select row_to_json(s)::text from account_secret s union all select row_to_json(a)::text from audit a union all select row_to_json(v)::text from account_version v',
  )
  for (const told of [desk.heard.join(), desk.world.logged.join(), JSON.stringify(rows)]) {
    expect(told).not.toContain('canary')
  }
})

test('a new value that is easy to guess is refused in words, and does not count', async () => {
  const weak = 'passwordpassword1234'
  const answer = await desk.say('/rotate', {
    version: await desk.version(),
    name: 'line/gateway/webhookToken',
    value: weak,
  })
  expect(answer.status).toBe(422)
  expect(JSON.stringify(answer.problem)).toMatch(/guess/)
  expect(JSON.stringify(answer.problem)).not.toContain(weak)
  expect(await got(weak)).toBe(401)
})

test('a value whose time is over is forgotten', async () => {
  const over = () =>
    desk.world.database.query('select name from account_secret where until <= instant()').then((rows) => rows.length)
  expect(await over()).toBeGreaterThan(0)
  await desk.world.restart()
  await until(async () => expect(await over()).toBe(0))
  expect([await posted(second), await posted(third)]).toEqual([401, genuine])
})
