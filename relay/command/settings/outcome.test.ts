import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSettingsTerminal, type SettingsTerminal } from '../../../test/settings-terminal.ts'

let terminal: SettingsTerminal
beforeAll(async () => {
  terminal = await createSettingsTerminal()
})
afterAll(() => terminal.close())

const typed: SettingsTerminal['typed'] = (...said) => terminal.typed(...said)

const unread = /^The relay may not read lists in HubSpot, .* grant crm\.lists\.read\.$/m
const failed = /^ {2}line sms: FAILED: .+ \(.+\)$/m

describe('what a save leads to is said by every command that saves', () => {
  const autoSend = 'autoSend: { lineId: sms, message: Welcome, match: { lists: ["12"] } }\n'

  test('a plan and what is applied say what HubSpot did not', async () => {
    const file = terminal.write('first.yaml', [terminal.line('sms', 'Sales')], autoSend)
    expect((await typed(`settings plan ${file}`)).said).toMatch(unread)
    const { said } = await typed(`settings apply ${file}`)
    expect(said).toMatch(unread)
    expect(said).toMatch(/^ {2}line sms: (ok|no test)/m)
  })

  test('a secret that is wrong is said to be', async () => {
    const { code, said } = await typed('settings secret sms key --from-env WRONG', { WRONG: 'not-the-phone-key' })
    expect({ code, said }).toEqual({ code: 0, said: expect.stringMatching(/^The secret key of line sms is set/) })
    expect(said).toMatch(failed)
  })

  test('and so it is, with what HubSpot did not say, when a version is brought back', async () => {
    const settings = [terminal.line('sms', 'Renamed')]
    await typed(`settings apply ${terminal.write('second.yaml', settings, 'autoSend: null\n')}`, { PHONE_KEY: 'wrong' })
    const { said } = await typed('settings bring-back 1 --why Welcome again.')
    expect(said).toMatch(/^ {2}lines\.sms\.label was "Renamed" and is "Sales"$/m)
    expect(said).toMatch(failed)
    expect(said).toMatch(unread)
  })
})
