import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AutoSendReport, AutoSendsResponse } from '../../contract/auto-send.ts'
import type { LineSetting } from '../../contract/settings/lines.ts'
import { objectTypeNamed } from '../../workbench/hubspot/object-types.ts'
import { createWebhooks, type Webhooks } from '../../workbench/hubspot/webhooks.ts'
import { doors } from '../bad-input/doors.ts'
import { signedAsk } from '../bad-input/signed-ask.ts'
import { createSettingsDesk, type SettingsDesk } from '../settings-desk.ts'
import { standingDesk } from '../standing-desk.ts'
import { until } from '../until.ts'
import { clientSecret, portalId, type TestContact, type World } from '../world.ts'
import { scopes } from '../world-config.ts'

const message = 'Welcome! Reply STOP to end this.'
const ofLists = [...scopes, 'crm.lists.read']

let desk: SettingsDesk
let world: World
let webhooks: Webhooks
beforeAll(async () => {
  desk = await createSettingsDesk({ scopes: ['crm.lists.read'], pace: { retryMost: 300 } })
  world = desk.world
  // The phone network is in a private network, as far as the relay knows.
  world.config.allowedHosts = [new URL(world.phones.url).host]
  await world.restart()
  webhooks = createWebhooks({
    ...{ portalId: Number(portalId), clientSecret, targetUrl: `${world.url}/webhooks/hubspot` },
  })
  world.hubspot.portal(Number(portalId)).lists.set('12', {
    ...{ name: 'Asked for it', objectTypeId: '0-1', processingType: 'MANUAL', members: new Set() },
  })
  await desk.save({ lines: [line('sms')] })
  world.phones.registerLine({ address: '+15550100001', callbackUrl: `${world.url}/webhooks/${portalId}/sms` })
})
afterAll(() => world.close())

/** A line of the phone network, with the key that it knows. */
const line = (id: string, more: Partial<LineSetting> = {}): LineSetting => {
  const settings = { url: world.phones.url, key: 'phone-key', webhookSecret: 'phone-webhook-secret' }
  return desk.line(id, { settings, ...more })
}

const { person, got, tell } = standingDesk(() => ({ world, webhooks }))
const born = (contact: TestContact) => webhooks.event('contact.creation', contact.id)
const members = () => world.hubspot.portal(Number(portalId)).lists.get('12')!.members

/** A contact as HubSpot says that it came about. */
async function from(source: string): Promise<TestContact> {
  const contact = await person()
  const { records } = world.hubspot.portal(Number(portalId))
  const contacts = objectTypeNamed('contacts')
  records.change(contacts, records.exact(contacts, contact.id)!, { hs_object_source: source })
  return contact
}

async function told(): Promise<AutoSendsResponse> {
  const { text } = await signedAsk(world, doors['POST /admin/auto-send']![0]!, { portalId, limit: 500 })
  return JSON.parse(text) as AutoSendsResponse
}
const toldOf = async ({ id }: TestContact): Promise<AutoSendReport | undefined> =>
  (await told()).contacts.find(({ contactId }) => contactId === id)
const becomes = (contact: TestContact, report: Partial<AutoSendReport>) =>
  until(async () => expect(await toldOf(contact)).toMatchObject(report))

/** As if what waits had waited for its time. */
async function passTime(minutes: number): Promise<void> {
  await world.database.query(
    "update auto_send set told_at = told_at - $1 * interval '1 minute' where state = 'waits'",
    [minutes],
  )
  await world.database.query("update task set due_at = instant() where kind = 'auto-send'")
}

test('off until an account says so, and only whoever is all that is said gets it; of each it is told what became', async () => {
  const before = await from('FORM')
  await tell(born(before))
  expect(await told()).toMatchObject({ on: false, contacts: [] })

  await desk.save({ autoSend: { lineId: 'sms', message, match: { sources: ['FORM'], lists: ['12'] } } })
  const [meant, imported, unlisted] = [await from('FORM'), await from('IMPORT'), await from('FORM')]
  members().add(meant.id).add(imported.id)
  await tell(born(meant), born(imported), born(unlisted))
  await becomes(meant, { state: 'sent', words: 'source FORM, list 12', until: null })
  await becomes(imported, { state: 'not_sent', code: 'no_match', words: expect.stringContaining('IMPORT') })
  await becomes(unlisted, { state: 'not_sent', code: 'no_match', words: 'It is not in the list 12.' })
  await until(() => expect(got(meant)).toEqual([message]))
  expect([before, imported, unlisted].flatMap(got)).toEqual([])

  const { messageId } = (await toldOf(meant))!
  const trace = await world.card('message-trace', { contact: meant, messageId: messageId! })
  expect(JSON.stringify(trace.body)).toContain('auto-send to a new contact (source FORM, list 12)')

  // Told once more, and in the list by now: it was decided.
  members().add(unlisted.id)
  await tell(webhooks.event('contact.creation', unlisted.id), webhooks.event('contact.creation', meant.id))
  await tell(born(imported))
  expect([got(unlisted), got(meant)]).toEqual([[], [message]])
})

test('while HubSpot may not or does not say whether a contact matches, it waits, and says why', async () => {
  world.hubspot.grant({ portalId: Number(portalId), accessToken: 'pat-na1-test', scopes: [...scopes] })
  const contact = await from('FORM')
  members().add(contact.id)
  await tell(born(contact))
  await becomes(contact, { state: 'waits', code: 'hubspot_scope_missing', until: expect.any(String) })
  const saved = await desk.save({
    autoSend: { lineId: 'sms', message, match: { sources: ['FORM'], lists: ['12', '13'] } },
  })
  expect(saved.notes.join()).toContain('crm.lists.read')
  expect(got(contact)).toEqual([])
  world.hubspot.grant({ portalId: Number(portalId), accessToken: 'pat-na1-test', scopes: ofLists })
  await until(() => expect(got(contact)).toEqual([message]))
  await becomes(contact, { state: 'sent' })
})

test('the settings count as they are when it is due', async () => {
  const autoSend = { lineId: 'sms', message, delayMinutes: 5 }
  await desk.save({ autoSend })
  const [one, other, third] = [await person(), await person(), await person()]
  await tell(born(one))
  await becomes(one, { state: 'waits', code: null, until: expect.any(String) })
  await desk.save({ autoSend: { ...autoSend, message: 'Good day!', delayMinutes: 10 } })
  await passTime(6)
  // Its time is longer by now.
  await until(async () => expect(Date.parse((await toldOf(one))?.until ?? '')).toBeGreaterThan(Date.now() + 60_000))
  await passTime(5)
  await until(() => expect(got(one)).toEqual(['Good day!']))

  await tell(born(other))
  await desk.save({ autoSend: null })
  await passTime(11)
  await becomes(other, { state: 'not_sent', code: 'turned_off' })

  await desk.save({ lines: [line('sms'), line('more', { address: '+15550100099' })] })
  await desk.save({ autoSend: { ...autoSend, lineId: 'more' } })
  await tell(born(third))
  await desk.save({ lines: [line('sms')], autoSend })
  await desk.save({ autoSend: null })
  await passTime(11)
  await becomes(third, { state: 'not_sent', code: 'turned_off' })
  expect([other, third].flatMap(got)).toEqual([])
})

test('without a line the ladder decides, and an import costs HubSpot a call for many', async () => {
  await desk.save({ autoSend: { message } })
  const people = await Promise.all(Array.from({ length: 150 }, () => person()))
  world.hubspot.calls.reset()
  for (let first = 0; first < people.length; first += 50) {
    await tell(...people.slice(first, first + 50).map(born))
  }
  await until(() => expect(people.filter((contact) => got(contact).length === 1)).toHaveLength(150))
  await until(async () => {
    const { contacts } = await told()
    expect(
      contacts.filter(({ contactId }) => people.some(({ id }) => id === contactId)).map(({ state }) => state),
    ).toEqual(people.map(() => 'sent'))
  })
  const asked = world.hubspot.calls.recent().filter(({ path }) => /contacts(\/batch\/read|\/[0-9])/.test(path))
  expect(asked.length).toBeLessThanOrEqual(15)
  expect(people.flatMap(got)).toHaveLength(150)
}, 60_000)

test('whoever is forgotten is in no list of it', async () => {
  const contact = await person()
  await tell(born(contact))
  await becomes(contact, { state: 'sent' })
  await tell(webhooks.event('contact.privacyDeletion', contact.id))
  await until(async () => expect(await toldOf(contact)).toBeUndefined())
})
