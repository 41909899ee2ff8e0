import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCommand } from '../../relay/command/run-command.ts'
import { createSettingsDesk, type SettingsDesk } from '../settings-desk.ts'
import { functionSecret, portalId } from '../world.ts'

let desk: SettingsDesk
beforeAll(async () => {
  desk = await createSettingsDesk()
  await desk.save({ lines: [desk.line('sms')], region: { timeZone: 'asia/kolkata' } }, { reason: 'From Chennai.' })
})
afterAll(() => desk.world.close())

/** What a person sees who types this. */
async function typed(words: string): Promise<string> {
  const said: string[] = []
  const env = {
    PORT: String(desk.world.config.port),
    HUBSPOT_PORTAL_ID: portalId,
    HOMING_FUNCTION_SECRET: functionSecret,
    NEW_KEY: 'another-key',
  }
  await runCommand(words.split(' '), env, (text) => said.push(text))
  return said.join('\n')
}

const moment = String.raw`20\d\d-\d\d-\d\d \d\d:\d\d UTC\+5:30`

test.each([
  ['settings', `version \\d+ of ${moment} by operator`],
  ['settings', `^line/sms/webhookSecret is set since ${moment} by operator`],
  ['settings versions', `^1 +${moment} `],
  ['settings version 1', `version 1 of ${moment} by operator: From Chennai\\.`],
  ['settings secret sms webhookSecret --from-env NEW_KEY', `is believed until ${moment}\\.`],
])('times of an account are told in its zone: %s', async (words, said) => {
  expect(await typed(words)).toMatch(new RegExp(said, 'm'))
})

test('whoever was overtaken is told when, in the same zone', async () => {
  const version = await desk.version()
  await desk.save({ retention: { rawDays: 9 } })
  const late = await desk.say('/save', { version, sections: { retention: { rawDays: 8 } } })
  expect([late.status, late.problem.detail]).toEqual([412, expect.stringMatching(` operator did at ${moment}\\.`)])
})

test('a zone that is none any more counts as not set, and times say that they are UTC', async () => {
  await desk.world.database.query(
    `update account_section set value = '{"timeZone":"Mars/Olympus"}' where section = 'region'`,
  )
  expect((await desk.say('')).body.timeZone).toBeNull()
  expect(await typed('settings')).toMatch(/version \d+ of 20\d\d-\d\d-\d\d \d\d:\d\d UTC by /)
})
