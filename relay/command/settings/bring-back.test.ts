import { writeFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSettingsTerminal, type SettingsTerminal } from '../../../test/settings-terminal.ts'

let terminal: SettingsTerminal
beforeAll(async () => {
  terminal = await createSettingsTerminal()
  const { line, write } = terminal
  await typed(`settings apply ${write('first.yaml', [line('sms', 'Sales'), line('more', 'More')])}`)
  const elsewhere = line('sms', 'Sales').replace(terminal.desk.world.phones.url, 'http://127.0.0.1:9/elsewhere')
  await typed(`settings apply ${write('second.yaml', [elsewhere])}`)
})
afterAll(() => terminal.close())

const typed: SettingsTerminal['typed'] = (...said) => terminal.typed(...said)

test('what is needed anew for a line that was removed, or led elsewhere, is named, with how it is given', async () => {
  const { code, said } = await typed('settings bring-back 1 --why It was too much.')
  expect(code).toBe(1)
  expect(said).toMatch(/lines\.0\.settings\.key must be entered anew, .*lines\.1\.settings\.key is missing/)
  expect(said).toContain(
    'Say where these secrets are: npm run relay -- settings bring-back 1 --why … --from-env sms/key=NAME sms/webhookSecret=NAME more/key=NAME more/webhookSecret=NAME',
  )
  expect(await terminal.desk.version()).toBe(2)
})

test('given by the environment and by files, the lines are back', async () => {
  writeFileSync(terminal.path('a token'), 'phone-webhook-secret\n')
  const given =
    '--from-env sms/key=PHONE_KEY more/key=PHONE_KEY --from-file sms/webhookSecret=FOLDER/a token more/webhookSecret=FOLDER/a token'
  const { code, said } = await typed(`settings bring-back 1 ${given} --why It was needed.`)
  expect(said).toMatch(/^Version 3 of account 4242 says what version 1 said:/)
  expect(said).toMatch(/^ {2}line more: the secret webhookSecret is set anew$/m)
  expect(said).toMatch(/^ {2}line more: (ok|no test)/m)
  expect(code).toBe(0)
  expect(said).not.toContain('phone-key')
})

test.each([
  ['--from-env sms', 'After --from-env stands "sms": write <line>/<place>=NAME, such as sales-sms/authToken=NAME.'],
  ['--from-file sms/key=', 'After --from-file stands "sms/key=": write <line>/<place>=path'],
  ['--from-env sms/key=NOBODYS', 'NOBODYS is not set in this environment, or is empty.'],
  ['--from-env sms/key=PHONE_KEY --from-file sms/key=FOLDER/a token', 'The secret sms/key is given twice.'],
  ['--from-env gone/key=PHONE_KEY', 'secrets.line/gone/key is of no line that is there'],
])('%s is answered in words', async (given, words) => {
  const { code, said } = await typed(`settings bring-back 2 ${given} --why Wrong.`)
  expect({ code, said }).toEqual({ code: 1, said: expect.stringContaining(words) })
})
