import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { cardCallPaths, type CardCall } from '../../contract/card-function.ts'
import type { AccessSection } from '../../contract/settings/access.ts'
import { openRecord } from '../../workbench/open-record.ts'
import { askByFetch } from '../ask-by-fetch.ts'
import { setAccess } from '../set-access.ts'
import { until } from '../until.ts'
import { createWorld, portalId, type TestContact, type World } from '../world.ts'

/** The owner and a colleague of the same team, somebody of another, and a super admin. */
const [owner, colleague, stranger, boss] = ['11', '12', '13', '14']
const people = [owner, colleague, stranger, boss].map((id, index) => ({
  ...{ id: Number(id), email: `u${id}@example.com`, firstName: 'U', lastName: id },
  ...(id === boss ? { superAdmin: true } : { primaryTeamId: index < 2 ? '501' : '502' }),
}))
const ownerOf = (id: string) => `9${id}`

let world: World
let contact: TestContact
let messageId: string
let ahead = 0
beforeAll(async () => {
  world = await createWorld({
    scopes: ['crm.objects.owners.read', 'settings.users.read'],
    parts: { now: () => new Date(Date.now() + ahead) },
  })
  const portal = world.hubspot.portal(Number(portalId))
  portal.users = people
  portal.teams = ['501', '502'].map((id) => ({ id, name: `Team ${id}` }))
  // Whoever left is an owner still, and no user.
  const left = { id: 15, email: 'u15@example.com', firstName: 'U', lastName: '15' }
  portal.owners = [...people, left].map(({ id, ...one }) => ({ ...one, id: ownerOf(String(id)), userId: id }))
  contact = await world.contact({ mobilephone: '+12025550143', hubspot_owner_id: ownerOf(owner) })
  messageId = await world.accepted(contact, 'For you alone')
})
afterAll(() => world.close())
afterEach(() => world.hubspot.faults.clear())

const readBy = async (access: AccessSection) => {
  await setAccess(world, portalId, access)
  await until(async () => {
    const { status } = await ask('conversation', '99')
    expect(status).toBe(access.reading === 'owner' ? 403 : 200)
  })
}
const now = () => new Date(Date.now() + ahead)
const ask = (call: CardCall, userId: string, more: object = {}, whom = contact) => {
  const said = { portalId, contact: openRecord(whom), ...more }
  return askByFetch(world, cardCallPaths[call], said, { userId, now: now() })
}
const calls: [CardCall, object][] = [
  ['conversation', {}],
  ['older-messages', { before: `1.${randomUUID()}` }],
  ['message-trace', {}],
  ['message-original', {}],
  ['keep-draft', { draft: null }],
  ['send-message', { lineId: 'sms', body: 'Hello' }],
  ['settle-message', { outcome: 'sent' }],
  ['let-pass', {}],
]
const filled = (call: CardCall, more: object) => ({
  ...more,
  ...(call === 'send-message' ? { idempotencyKey: randomUUID() } : {}),
  ...(/trace|original|settle|pass/.test(call) ? { messageId } : {}),
})
const ofOwners = { method: 'GET', path: /^\/(crm\/owners|settings\/users)\// }

test('everybody reads, unless the account says otherwise', async () => {
  await readBy({})
  expect((await ask('conversation', stranger)).status).toBe(200)
  expect((await world.card('conversation', { contact })).status).toBe(200)
})

test.each(calls)(
  '%s is for the owner, the team and admins, and for whoever proves to be one of them',
  async (call, more) => {
    await readBy({ reading: 'owner' })
    for (const user of [owner, colleague, boss]) {
      const { problem } = await ask(call, user, filled(call, more))
      expect(problem.code ?? '').not.toMatch(/not_a_reader|proof_required|readers_unknown|unverified/)
    }
    expect(await ask(call, stranger, filled(call, more))).toMatchObject({
      status: 403,
      problem: { code: 'not_a_reader', retryable: false },
    })
    const claimed = await world.card(call, { contact, userId: owner, ...filled(call, more) })
    expect(claimed).toMatchObject({ status: 403, problem: { code: 'proof_required' } })
  },
)

test('a contact that nobody owns, or whose owner has left, is for admins', async () => {
  await readBy({ reading: 'owner' })
  const nobodys = await world.contact({ mobilephone: '+12025550144' })
  expect((await ask('conversation', owner, {}, nobodys)).problem.detail).toContain('nobody is the owner')
  expect((await ask('conversation', boss, {}, nobodys)).status).toBe(200)
  const orphan = await world.contact({ mobilephone: '+12025550145', hubspot_owner_id: ownerOf('15') })
  expect((await ask('conversation', colleague, {}, orphan)).status).toBe(403)
  expect((await ask('conversation', boss, {}, orphan)).status).toBe(200)
})

test('what the card claims of the owner counts for nothing', async () => {
  await readBy({ reading: 'owner' })
  const claimed = { ...contact, properties: { ...contact.properties, hubspot_owner_id: ownerOf(stranger) } }
  expect((await ask('conversation', stranger, {}, claimed)).status).toBe(403)
})

test('a list of admins may read as well', async () => {
  await readBy({ reading: 'owner', admins: { users: [stranger] } })
  await until(async () => expect((await ask('conversation', stranger)).status).toBe(200))
})

test('while HubSpot does not say who somebody is, nobody reads whom it has not named lately', async () => {
  const fault = { kind: 'status', status: 500 } as const
  await readBy({ reading: 'owner' })
  ahead += 3_600_000
  world.hubspot.faults.next({ ...fault, times: Infinity, match: ofOwners })
  for (const user of [owner, stranger, boss]) {
    expect(await ask('conversation', user)).toMatchObject({
      status: 503,
      // Whoever asks this often may be told to wait before that.
      problem: { code: expect.stringMatching(/^(readers_unknown|hubspot_rate_limit)$/), retryable: true },
    })
  }
  world.hubspot.faults.clear()
  // Asked this often within ten seconds, the relay may have to wait for its budget.
  const isShown = () => until(async () => expect((await ask('conversation', owner)).status).toBe(200))
  await isShown()
  ahead += 600_000
  world.hubspot.faults.next({ ...fault, times: Infinity, match: ofOwners })
  await isShown()
})
