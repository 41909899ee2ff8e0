import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSettingsDesk, type SettingsDesk } from '../../test/settings-desk.ts'
import { portalId } from '../../test/world.ts'

let desk: SettingsDesk
beforeAll(async () => {
  desk = await createSettingsDesk()
  await desk.save({ lines: [desk.line('sms')] })
})
afterAll(() => desk.world.close())

test('of many who save the same at once one is first, and all others are told of it', async () => {
  const version = await desk.version()
  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, index) =>
      desk.say('/save', { version, sections: { pause: { percent: index + 1, least: 5, minutes: 5 } } }),
    ),
  )
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array.from({ length: 11 }, () => 412)])
  const first = answers.findIndex(({ status }) => status === 200)
  expect((await desk.say('')).body).toMatchObject({
    version: version + 1,
    sections: { pause: { percent: first + 1 } },
  })
})

test('of many who save different sections at once all are saved, each as a version', async () => {
  const version = await desk.version()
  const all = [
    { pause: { percent: 77, least: 5, minutes: 5 } },
    { region: { country: 'FR' } },
    { retention: { rawDays: 5 } },
    { timeline: { elsewhere: false } },
    { access: { reading: 'owner' } },
  ]
  const answers = await Promise.all(all.map((sections) => desk.say('/save', { version, sections })))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
  expect(answers.map(({ body }) => body.version).toSorted((one, other) => one - other)).toEqual(
    [1, 2, 3, 4, 5].map((more) => version + more),
  )
  expect((await desk.say('')).body.sections).toMatchObject(Object.assign({}, ...all))
})

test('a save that ends in the middle leaves nothing of itself, and the next goes on from before', async () => {
  const version = await desk.version()
  const { database } = desk.world
  // The last thing that a save does cannot be done.
  await database.query('alter table settings_clock add constraint stopped check (value < 0) not valid')
  const broken = await desk.say('/save', { version, sections: { lines: [desk.line('sms'), desk.line('more')] } })
  expect(broken.status).toBe(500)
  await database.query('alter table settings_clock drop constraint stopped')
  expect((await desk.say('')).body).toMatchObject({ version, sections: { lines: [{ id: 'sms' }] } })
  expect(await database.query("select 1 from account_secret where name like 'line/more/%'")).toEqual([])
  expect(await database.query("select 1 from line where id = 'more'")).toEqual([])
  expect((await desk.save({ lines: [desk.line('sms'), desk.line('more')] })).version).toBe(version + 1)
})

test('the clock of settings goes with the commits, whichever account is saved', async () => {
  const rows = await desk.world.database.query<{ clock: string; value: string }>(
    'select a.clock, c.value from account a, settings_clock c where a.portal_id = $1',
    [portalId],
  )
  expect(rows[0]?.clock).toBe(rows[0]?.value)
})
