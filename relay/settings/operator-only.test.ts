import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSettingsDesk, type SettingsDesk } from '../../test/settings-desk.ts'

let desk: SettingsDesk
beforeAll(async () => {
  desk = await createSettingsDesk()
})
afterAll(() => desk.world.close())

test('where whoever runs the relay has a secret of their own, that of an app function opens no settings', async () => {
  await desk.save({ region: { country: 'GB' } })
  desk.world.config.operatorSecrets = ['a-secret-of-the-operator-alone']
  await desk.world.restart()
  for (const path of ['', '/versions'] as const) {
    expect(await desk.say(path)).toMatchObject({ status: 403, problem: { code: 'operator_only' } })
  }
  const saved = await desk.say('/save', { version: 1, sections: { region: null } })
  expect(saved).toMatchObject({ status: 403, problem: { code: 'operator_only' } })
  const versions = await desk.world.database.query('select version from account_version')
  expect(versions).toEqual([{ version: 1 }])
})
