import { afterAll, beforeAll, expect, test } from 'vitest'
import { doors, type Door } from '../bad-input/doors.ts'
import { signedAsk } from '../bad-input/signed-ask.ts'
import { until } from '../until.ts'
import { createWorld, portalId, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

const doorTo = (route: string): Door => doors[`POST ${route}`]![0]!

const namedInLog = (): string[] => world.logged.filter((one) => one.includes('never answered so far'))

async function notes(url = world.url): Promise<string[]> {
  const answer = await fetch(`${url}/readyz`)
  expect(answer.status).toBe(200)
  return ((await answer.json()) as { notes: string[] }).notes
}

/** A probe may be told what was so some seconds ago, but not by a process that has not been asked. */
async function notesOfAnother(): Promise<string[]> {
  const other = await world.another()
  return notes(other.url)
}

test('what has never answered is told to probes in numbers, by name only in the log, and no more once it has', async () => {
  const told = await notes()
  expect(told).toEqual([
    'HubSpot has never answered for 1 account: "npm run relay -- portals test <account>" says what is missing.',
    expect.stringMatching(/^[0-9]+ lines have never answered: "npm run relay -- lines test" says/),
  ])
  expect(told.join()).not.toMatch(/4242|sms/)
  await until(() => expect(namedInLog()).toHaveLength(1))
  expect(JSON.parse(namedInLog()[0]!)).toMatchObject({
    hubspot: [portalId],
    lines: expect.arrayContaining([`${portalId}/sms`]),
  })

  await signedAsk(world, doorTo('/admin/connection/test'), { portalId })
  expect((await notesOfAnother()).join()).not.toContain('HubSpot')

  const count = (all: string[]) => Number(/^[0-9]+/.exec(all.at(-1) ?? '')?.[0] ?? 0)
  await signedAsk(world, doorTo('/admin/lines/test'), { portalId, lineId: 'sms' })
  expect(count(await notesOfAnother())).toBe(count(told) - 1)
})

test('what was taken by a vendor and what HubSpot shows is an answer, although nothing was ever tested', async () => {
  await world.database.query('delete from connection_test')
  const contact = await world.contact()
  await world.accepted(contact, 'Hello', { line: 'sms' })
  await until(() => expect(world.timeline(contact)).toHaveLength(1))
  await until(async () =>
    expect(await world.database.query("select 1 from timeline_entry where state = 'created'")).toHaveLength(1),
  )
  const told = await notesOfAnother()
  expect(told.join()).not.toContain('HubSpot')
  expect(told).toHaveLength(1)
})

test('the newest test of a line is shown with it, and of HubSpot with its account', async () => {
  await signedAsk(world, doorTo('/admin/connection/test'), { portalId })
  await signedAsk(world, doorTo('/admin/lines/test'), { portalId })
  const lines = await signedAsk(world, doorTo('/admin/lines'), { portalId })
  const shown = JSON.parse(lines.text) as { lines: { id: string; test: object | null }[] }
  expect(shown.lines.find(({ id }) => id === 'sms')?.test).toMatchObject({ result: 'ok', words: null })
  expect(shown.lines.find(({ id }) => id === 'blind')?.test).toMatchObject({ result: 'no_test' })
  const portals = await signedAsk(world, doorTo('/admin/portals'), { which: 'all' })
  expect(JSON.parse(portals.text)).toMatchObject({ portals: [{ portalId, test: { result: 'ok', code: null } }] })
  world.hubspot.revoke('pat-na1-test')
  await signedAsk(world, doorTo('/admin/connection/test'), { portalId })
  const after = await signedAsk(world, doorTo('/admin/portals'), { which: 'all' })
  expect(JSON.parse(after.text)).toMatchObject({
    portals: [{ test: { result: 'failed', code: 'hubspot_token_refused' } }],
  })
})
