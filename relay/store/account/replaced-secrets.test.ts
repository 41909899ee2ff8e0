import { afterAll, beforeAll, expect, test } from 'vitest'
import { moveClock } from '../../../test/move-clock.ts'
import { createSettingsDesk, type SettingsDesk } from '../../../test/settings-desk.ts'
import { until } from '../../../test/until.ts'

let desk: SettingsDesk
beforeAll(async () => {
  desk = await createSettingsDesk()
})
afterAll(() => desk.world.close())

test('a replaced secret is removed when its time is over, and no other', async () => {
  await desk.save({ lines: [desk.line('sms')] })
  const rotate = async (name: string, keepMinutes: number) =>
    desk.say('/rotate', { version: await desk.version(), name, value: `another-${name}`, keepMinutes })
  await rotate('line/sms/key', 60)
  await rotate('line/sms/webhookSecret', 40_000)
  const kept = () => desk.world.database.query('select name, until from account_secret order by name, since')
  const before = await kept()
  expect(before).toHaveLength(4)

  await moveClock(desk.world.database, '2 days')
  const { relay } = await desk.world.another({ now: () => new Date(Date.now() + 2 * 86_400_000) })
  await until(async () => expect(await kept()).toEqual(before.slice(1)))
  await relay.stop(0)
})
