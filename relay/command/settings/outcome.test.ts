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

describe('a secret that is there no more is told apart from one that is set anew', () => {
  const twilio = `
  - { id: more, label: More, provider: twilio, channel: sms, address: +15550100002,
      settings: { accountSid: AC00000000000000000000000000000000, authToken: "7f3c9a1be25d48069bb1f0e4c2d7a385" } }`
  const sms = () => terminal.line('sms', 'Sales')

  test('where its line is removed, or gets another provider', async () => {
    const both = [sms(), terminal.line('more', 'More')]
    expect((await typed(`settings apply ${terminal.write('both.yaml', both)}`)).said).toMatch(
      /^ {2}line more: the secret key is set anew$/m,
    )
    const moved = await typed(`settings plan ${terminal.write('moved.yaml', [sms(), twilio])}`)
    expect(moved.said).toMatch(/^ {2}line more: the secret authToken would be set anew$/m)
    expect(moved.said).toMatch(/^ {2}line more: the secret key would be there no more$/m)

    const one = terminal.write('one.yaml', [sms()])
    expect((await typed(`settings plan ${one}`)).said).toMatch(
      /^ {2}line more: the secret key would be there no more$/m,
    )
    const { said } = await typed(`settings apply ${one}`)
    expect(said).toMatch(/^ {2}line more: the secret key is there no more$/m)
    expect(said).not.toMatch(/line more: .* set anew/)
    const [, version] = /^Version (\d+) /.exec(said) ?? []
    expect((await typed(`settings version ${version}`)).said).toMatch(
      /^ {2}line more: the secret webhookSecret is there no more$/m,
    )
    expect((await typed('settings versions')).said).toMatch(/operator +lines, 2 secrets$/m)
  })

  test('where it is to be none, and then it meets whoever sets it at the same time', async () => {
    const { desk } = terminal
    const line = desk.line('sms', { label: 'Sales', settings: { url: desk.world.phones.url } })
    const withSecret = (previousWebhookSecret: string | null) => ({
      lines: [{ ...line, settings: { ...line.settings, previousWebhookSecret } }],
    })
    await desk.save(withSecret('a-secret-from-before'))
    const version = await desk.version()
    const none = await desk.save(withSecret(null))
    expect(none).toMatchObject({
      changed: ['secret-gone:line/sms/previousWebhookSecret'],
      differences: [{ words: 'line/sms/previousWebhookSecret is there no more' }],
    })
    const name = 'line/sms/previousWebhookSecret'
    expect(await desk.say('/rotate', { version, name, value: 'a-secret-set-meanwhile' })).toMatchObject({
      status: 412,
      problem: { differences: [{ words: 'line/sms/previousWebhookSecret is there no more' }] },
    })
  })
})
