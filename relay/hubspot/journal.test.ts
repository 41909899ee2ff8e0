import { afterEach, beforeEach, expect, test } from 'vitest'
import { startHubSpotUnderTest, type HubSpotUnderTest } from '../../workbench/hubspot/hubspot-under-test.ts'
import { Temporary } from '../errors.ts'
import { createJournal, JournalRefused, type Journal } from './journal.ts'
import { createOAuth } from './oauth.ts'

const app = {
  ...{ appId: 77, clientId: 'client-one', clientSecret: 'secret-one' },
  ...{ redirectUrls: ['https://relay.example.com/oauth/callback'], requiredScopes: ['oauth'] },
}
const { signal } = new AbortController()
const tokens = { method: 'POST', path: /^\/oauth\// }
const subscriptions = { path: /^\/webhooks-journal\/subscriptions\// }

let hub: HubSpotUnderTest
let journal: Journal
beforeEach(async () => {
  hub = await startHubSpotUnderTest()
  hub.hubspot.oauth.registerApp(app)
  journal = open('secret-one')
})
afterEach(() => hub.hubspot.close())

function open(secret: string): Journal {
  const asked = { apiUrl: hub.hubspot.url, fetch, stopping: new AbortController().signal, now: hub.clock.now }
  const { clientId } = app
  const oauth = createOAuth({ ...asked, appUrl: hub.hubspot.url, clientId, clientSecrets: [secret], redirectUri: '' })
  return createJournal({ ...asked, oauth })
}

const publish = () => hub.hubspot.journal.publish(app.clientId, [])
const asked = (route: RegExp) => hub.hubspot.calls.recent().filter(({ path }) => route.test(path))

test('it is read file by file, from the oldest on, until nothing follows', async () => {
  expect(await journal.read(null, signal)).toEqual({ page: null, lost: false })
  const offsets = [publish(), publish(), publish()]
  const found: string[] = []
  for (let after: string | null = null; ;) {
    const { page, lost } = await journal.read(after, signal)
    expect(lost).toBe(false)
    if (!page) break
    expect((await fetch(page.url)).status).toBe(200)
    found.push((after = page.offset))
  }
  expect(found).toEqual(offsets)
})

test('a token is asked for once, and again a minute before its end', async () => {
  await journal.read(null, signal)
  hub.clock.advance(1_739_000)
  await journal.read(null, signal)
  expect(asked(/token$/)).toHaveLength(1)
  hub.clock.advance(2_000)
  await journal.read(null, signal)
  expect(asked(/token$/)).toHaveLength(2)
  expect(asked(/journal/).map(({ status }) => status)).toEqual([204, 204, 204])
})

test('a token that HubSpot refuses before its end is replaced, once', async () => {
  await journal.read(null, signal)
  hub.hubspot.faults.next({ kind: 'status', status: 401, match: { path: /earliest$/ } })
  expect(await journal.read(null, signal)).toEqual({ page: null, lost: false })
  hub.hubspot.faults.next({ kind: 'status', status: 401, match: { path: /earliest$/ }, times: 2 })
  await expect(journal.read(null, signal)).rejects.toThrow(JournalRefused)
})

test('it subscribes to installs and uninstalls, and changes nothing the second time', async () => {
  await journal.subscribe(signal)
  const made = () => asked(/subscriptions/).filter(({ method }) => method === 'POST')
  expect(hub.hubspot.journal.subscriptionsOf(app).map(({ eventTypeId }) => eventTypeId)).toEqual([
    '4-1909196',
    '4-1916193',
  ])
  await journal.subscribe(signal)
  expect(made()).toHaveLength(2)
  hub.hubspot.journal.unsubscribe(app, hub.hubspot.journal.subscriptionsOf(app)[1]?.id ?? 0)
  await journal.subscribe(signal)
  expect(made()).toHaveLength(3)
  // A list that says elsewhere what a subscription is to, as one of HubSpot's pages has it.
  const results = ['4-1909196', '4-1916193'].map((objectTypeId) => ({
    ...{ id: 1, subscriptionType: 'APP_LIFECYCLE_EVENT', objectTypeId },
  }))
  hub.hubspot.faults.next({ kind: 'status', status: 200, body: { results }, match: subscriptions })
  await journal.subscribe(signal)
  // Somebody else was quicker.
  hub.hubspot.faults.next({ kind: 'status', status: 200, body: { results: [] }, match: subscriptions })
  hub.hubspot.faults.next({ kind: 'status', status: 409, match: { ...subscriptions, method: 'POST' }, times: 2 })
  await journal.subscribe(signal)
})

test('an offset that HubSpot has forgotten leads back to the oldest file, if there is anything newer', async () => {
  const old = publish()
  hub.hubspot.journal.forget(app.clientId)
  expect(await journal.read(old, signal)).toEqual({ page: null, lost: false })
  const [first] = [publish(), publish()]
  expect(await journal.read(old, signal)).toMatchObject({ page: { offset: first }, lost: true })
})

test('it has been read to its end also where HubSpot says so with a 404', async () => {
  publish()
  const newest = publish()
  hub.hubspot.faults.next({ kind: 'status', status: 404, match: { path: /next$/ } })
  expect(await journal.read(newest, signal)).toEqual({ page: null, lost: false })
})

test.each([
  ['its secret is wrong', async () => open('another-secret').read(null, signal)],
  ...[401, 403, 404].map((status) => [
    `HubSpot gives it no token (${status})`,
    async () => {
      hub.hubspot.faults.next({ kind: 'status', status, match: tokens })
      return journal.read(null, signal)
    },
  ]),
  ...[401, 403, 404].map((status) => [
    `HubSpot lets it subscribe to nothing (${status})`,
    async () => {
      hub.hubspot.faults.next({ kind: 'status', status, match: subscriptions, times: 2 })
      return journal.subscribe(signal)
    },
  ]),
  [
    'its token lacks the scope to subscribe',
    async () => {
      hub.hubspot.journal.behaviour.withheld.push('developer.webhooks_journal.subscriptions.write')
      return journal.subscribe(signal)
    },
  ],
  [
    'its token lacks the scope to read',
    async () => {
      hub.hubspot.journal.behaviour.withheld.push('developer.webhooks_journal.read')
      return journal.read(null, signal)
    },
  ],
] as [string, () => Promise<unknown>][])('an app is told that it may not when %s', async (_what, act) => {
  const refused = await act().catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(JournalRefused)
  expect(String(refused)).not.toMatch(/secret-one|another-secret|CC[0-9a-f-]{36}/)
})

test.each([
  ['does not answer now', { kind: 'status', status: 503 }],
  ['has had enough', { kind: 'status', status: 429, headers: { 'retry-after': '7' } }],
  ['breaks off', { kind: 'reset' }],
  ['says something else', { kind: 'status', status: 200, body: { url: 5 } }],
] as const)('it is tried again later when HubSpot %s', async (_what, fault) => {
  hub.hubspot.faults.next({ ...fault, match: { path: /earliest$/ } })
  const trouble = await journal.read(null, signal).catch((error: unknown) => error)
  expect(trouble).toBeInstanceOf(Temporary)
  expect(trouble).not.toBeInstanceOf(JournalRefused)
  expect(await journal.read(null, signal)).toEqual({ page: null, lost: false })
})
