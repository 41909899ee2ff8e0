import { afterAll, beforeAll, expect, test } from 'vitest'
import { moveClock } from '../../../test/move-clock.ts'
import { createSettingsDesk, type SettingsDesk } from '../../../test/settings-desk.ts'
import { until } from '../../../test/until.ts'

let desk: SettingsDesk
beforeAll(async () => {
  desk = await createSettingsDesk({ config: { retain: { raw: 30, stories: 400, versions: 90 } } })
})
afterAll(() => desk.world.close())

const pause = (percent: number) => ({ pause: { percent, least: 5, minutes: 5 } })

test('versions are removed after their time, but never the newest, nor what it says', async () => {
  await desk.save({ ...pause(10), region: { country: 'GB' } })
  await desk.save(pause(20))
  await desk.save(pause(30))
  const versions = async () => (await desk.say('/versions')).body.versions.map(({ version }) => version)
  expect(await versions()).toEqual([3, 2, 1])
  const audited = () =>
    desk.world.database.query("select detail from audit where action = 'setting.saved' order by sequence")
  const digests = await audited()

  await moveClock(desk.world.database, '100 days')
  const { relay } = await desk.world.another({ now: () => new Date(Date.now() + 100 * 86_400_000) })
  await until(async () => expect(await versions()).toEqual([3]))
  await relay.stop(0)
  const sections = await desk.world.database.query('select section, version from account_section order by section')
  expect(sections).toEqual([
    { section: 'pause', version: 3 },
    { section: 'region', version: 1 },
  ])
  expect((await desk.say('')).body).toMatchObject({ version: 3, sections: { ...pause(30), region: { country: 'GB' } } })
  expect(await audited()).toEqual(digests)
  expect((await desk.say('/version', { version: 3 })).body).toMatchObject({ against: 3, differences: [] })
  const goneNow = {
    code: 'unknown_version',
    detail: expect.stringMatching(/^Version [12] .* is kept no more; .* is 3/),
  }
  for (const said of [desk.say('/version', { version: 1 }), desk.say('/rollback', { version: 3, to: 2 })]) {
    expect(await said).toMatchObject({ status: 404, problem: goneNow })
  }
  // Whoever edited one of them cannot be told what changed since, and overwrites nothing.
  const stale = await desk.say('/save', { version: 2, sections: pause(40) })
  expect(stale).toMatchObject({ status: 404, problem: goneNow })
})
