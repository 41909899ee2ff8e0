import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { createSettingsTerminal, type SettingsTerminal } from '../../../test/settings-terminal.ts'
import { portalId, type World } from '../../../test/world.ts'

let terminal: SettingsTerminal
let world: World
beforeAll(async () => {
  terminal = await createSettingsTerminal()
  world = terminal.desk.world
})
afterAll(() => terminal.close())

const typed: SettingsTerminal['typed'] = (...said) => terminal.typed(...said)
const line: SettingsTerminal['line'] = (...said) => terminal.line(...said)
const write: SettingsTerminal['write'] = (...said) => terminal.write(...said)
const path = (name: string) => terminal.path(name)

test('from nothing: a plan says what would change and changes nothing; applied, it holds without a restart', async () => {
  expect((await typed('settings')).said).toContain(`Account ${portalId}, nothing was saved yet`)
  expect(await typed('settings versions')).toEqual({ code: 0, said: 'Nothing was saved yet.' })
  const file = write('first.yaml', [line('sms', 'Sales')], 'routing: { ladder: [{ channel: sms }] }\n')
  for (const [end, code] of [
    ['', 0],
    [' --exit-code', 2],
  ] as const) {
    const plan = await typed(`settings plan ${file}${end}`)
    expect(plan).toEqual({ code, said: expect.stringMatching(/^On top of version 0 this would change:\n/) })
    expect(plan.said).toContain('line sms: the secret key would be set anew')
    expect(plan.said).not.toContain('phone-key')
  }
  expect((await typed('settings versions')).said).toBe('Nothing was saved yet.')

  const applied = await typed(`settings apply ${file} --why The first line.`)
  expect(applied).toEqual({ code: 0, said: expect.stringMatching(new RegExp(`^Version 1 of account ${portalId}:\n`)) })
  expect(applied.said).not.toContain('phone-key')
  expect(applied.said).toMatch(/^ {2}line sms: (ok|no test)/m)
  expect((await typed('lines')).said).toMatch(/^sms +active /m)
  expect(await typed(`settings plan ${file} --exit-code`)).toEqual({
    code: 0,
    said: 'Nothing would change: version 1 is what the file says.',
  })
  expect((await typed(`settings apply ${file}`)).said).toBe('Nothing changes: version 1 is what the file says.')
})

test('what is set is shown without its secrets, and versions with who, when and why', async () => {
  const { said, code } = await typed('settings')
  expect(code).toBe(0)
  expect(said).toMatch(/^Account 4242, version 1 of 20\d\d-\d\d-\d\d \d\d:\d\d UTC by operator: The first line\.$/m)
  expect(said).toMatch(/^line\/sms\/key is set since 20.* UTC by operator$/m)
  expect(said).toContain('Not set: autoSend, pause')
  expect(said).not.toContain('phone-key')
  expect((await typed('settings show pause')).said).toContain('pause is not set. What holds is: {"percent":50')
  expect(await typed('settings show rouitng')).toMatchObject({ code: 1 })
  expect((await typed('settings show route')).said).toContain('there are lines, routing')
  expect((await typed('settings versions')).said).toMatch(
    /^1 +20.* operator +lines, routing, 2 secrets +The first line\.$/m,
  )
  expect((await typed('settings version 1')).said).toContain('The first version. It has:')
  expect(await typed('settings version 9')).toEqual({
    code: 1,
    said: 'There is no version 9 of these settings; the newest is 1.',
  })
})

test('an exported file is a plan without a difference, in both forms, and holds no secret', async () => {
  for (const name of ['export.yaml', 'export.json']) {
    expect((await typed(`settings export FOLDER/${name}`)).said).toBe(
      `FOLDER/${name} has the settings of account 4242 as of version 1.`,
    )
    const text = readFileSync(path(name), 'utf8')
    expect(text).toMatch(/\{ ?"?fromEnv"?: "?SMS_WEBHOOK_SECRET"? ?\}|"fromEnv": "SMS_WEBHOOK_SECRET"/)
    expect(text).not.toContain('phone-')
    expect(text).toMatch(/id[^]*label[^]*provider[^]*channel[^]*address[^]*settings/)
    const plan = await typed(`settings plan FOLDER/${name} --exit-code`)
    expect(plan).toEqual({ code: 0, said: expect.stringContaining('Nothing would change: version 1') })
    expect(plan.said).toContain(
      'line sms: the secret key stays as it is: it is given by SMS_KEY, which is not set in the environment.',
    )
    expect(await typed(`settings export FOLDER/${name}`)).toEqual({
      code: 1,
      said: `"FOLDER/${name}" is not written: it is there already. Name another file, or move that one away.`,
    })
  }
  expect(parse((await typed('settings export')).said)).toEqual(parse(readFileSync(path('export.yaml'), 'utf8')))
})

describe('a file is refused with everything that is wrong, each with its place, and nothing is changed', () => {
  async function refused(text: string, ...mistakes: string[]): Promise<void> {
    writeFileSync(path('wrong.yaml'), text)
    const before = (await typed('settings versions')).said
    for (const verb of ['plan', 'apply']) {
      const { code, said } = await typed(`settings ${verb} FOLDER/wrong.yaml`)
      expect(code).toBe(1)
      const lines = said.split('\n')
      expect(lines.at(-1)).toMatch(/^Nothing is changed: the file has (one mistake|\d+ mistakes)\.$/)
      expect(lines.slice(0, -1)).toEqual(mistakes.map((one) => expect.stringContaining(one) as string))
    }
    expect((await typed('settings versions')).said).toBe(before)
  }

  test('what is no section, a ladder of a line that is not there, and a secret that is nowhere', () =>
    refused(
      `pauze: null\nlines:${line('other', 'Other').replace('PHONE_KEY', 'NOBODYS')}\nrouting:\n  ladder:\n    - channel: sms\n      lineId: sms\n`,
      'FOLDER/wrong.yaml, line 1, column 1: pauze is not known; did you mean pause?',
      'line 10, column 7: lines.0.settings.key is given by NOBODYS, which is not set in the environment.',
      'line 15, column 7: routing.ladder.0.lineId',
    ))

  test('another account’s, and a reference where no secret is', () =>
    refused(
      `account: 77\nlines:\n  - { id: a, portalId: 78, label: A, provider: twilio, channel: sms, address: "+15550100009", settings: { accountSid: { fromEnv: PHONE_KEY }, authToken: "0123456789abcdef" } }`,
      'line 1, column 1: account is 77, but these are to be the settings of 4242.',
      'line 3, column 14: lines.0.portalId is 78',
      'lines.0.settings.accountSid is no secret',
    ))

  test('what is too large, or no file at all', async () => {
    writeFileSync(path('large.json'), JSON.stringify({ pause: 'x'.repeat(10_000_000) }))
    expect((await typed('settings plan FOLDER/large.json')).said).toContain(
      'The file has 10.0 MB, and settings have 1 MB',
    )
    expect(await typed('settings apply FOLDER/nowhere.yaml')).toEqual({
      code: 1,
      said: 'The file cannot be read: there is no file "FOLDER/nowhere.yaml".',
    })
  })
})

test('a reference is followed by the command alone: the relay takes none', async () => {
  const settings = { url: world.phones.url, key: { fromEnv: 'PATH' }, webhookSecret: { fromFile: '/etc/passwd' } }
  const more = { id: 'odd', label: 'Odd', provider: 'simulator', channel: 'sms', address: '+15550100009', settings }
  const { status, problem } = await terminal.desk.say('/save', { version: 1, sections: { lines: [more] } })
  expect(status).toBe(422)
  expect(problem.mistakes?.map(({ path }) => path).toSorted()).toEqual([
    'lines.0.settings.key',
    'lines.0.settings.webhookSecret',
  ])
})

test('a secret is set anew from the environment or a file; what comes in is believed under both a while', async () => {
  const done = await typed('settings secret sms webhookSecret --from-env NEW --keep-for 60', {
    NEW: 'another-webhook-secret',
  })
  expect(done.said).toMatch(
    /^The secret webhookSecret of line sms is set, as version 2\. The one before is believed until 20/,
  )
  writeFileSync(path('key'), 'phone-key\n')
  expect((await typed('settings secret sms key --from-file FOLDER/key')).said).toBe(
    'The secret key of line sms had this value already.',
  )
  expect(await typed('settings secret sms colour --from-env PHONE_KEY')).toMatchObject({
    code: 1,
    said: expect.stringMatching(
      /The secret "colour" of line "sms" is no secret of simulator[^/]*there are key, webhookSecret/,
    ),
  })
  const { said } = await typed('settings secret fax key --from-env PHONE_KEY')
  expect(said).toContain('The secret "key" of line "fax" is of no line that is there: lines are sms')
})

test('a version is brought back, as a new one, with why', async () => {
  const file = write(
    'second.yaml',
    [line('sms', 'Sales anew'), line('more', 'More')],
    'pause: { percent: 9, least: 9, minutes: 9 }\n',
  )
  expect((await typed(`settings apply ${file}`)).said).toMatch(
    /^ {2}lines\.sms\.label was "Sales" and is "Sales anew"$/m,
  )
  expect((await typed('settings bring-back 1')).said).toContain('Say why: npm run relay -- settings bring-back 1 --why')
  const back = await typed('settings bring-back 1 --why It was too much.')
  expect(back.said).toMatch(/^Version 4 of account 4242 says what version 1 said:/)
  expect((await typed('settings version 4')).said).toMatch(/by operator: It was too much\.\n[^]*lines\.more is gone/)
})

test('a line that goes says what waits on it', async () => {
  const contact = await world.contact()
  await typed('lines pause sms The SIM is being replaced.')
  await world.accepted(contact, 'Hello')
  const { said } = await typed(`settings plan ${write('none.yaml', [], 'routing: null\n')}`)
  expect(said).toContain('line sms: 1 message waits on it, and will wait for a person')
  await typed('lines resume sms')
})

test('the schema for editors is served and written', async () => {
  expect((await typed('settings schema FOLDER/schema.json')).code).toBe(0)
  const served: unknown = await (await fetch(`${world.url}/settings.schema.json`)).json()
  expect(JSON.parse(readFileSync(path('schema.json'), 'utf8'))).toEqual(served)
  expect(existsSync(path('schema.json'))).toBe(true)
})

test.each([
  ['settings plan', 'Say which <file>: npm run relay -- settings plan <file>'],
  ['settings secret sms', 'Say which <place>: npm run relay -- settings secret sms <place>'],
  ['settings plan a b', 'There is no command "settings plan a b".'],
  ['settings rename a', 'There is no command "settings rename a".'],
  ['settings plan a --why x', '"--why" is not known here: there are --exit-code.'],
  ['settings apply a --why', 'Nothing stands after --why.'],
  ['settings apply FOLDER/first.yaml --keep-for ever', 'After --keep-for stand minutes'],
  ['settings version one', '"one" is no version'],
  ['settings secret sms key', 'Say where the secret is'],
  ['settings secret sms key --from-env NOBODYS', 'NOBODYS is not set in this environment, or is empty.'],
  ['settings secret sms key --from-file FOLDER/nowhere', 'there is no file "FOLDER/nowhere"'],
  ['settings --account 77', 'This relay does not serve the HubSpot account 77.'],
])('%s is answered in words', async (words, answer) => {
  const { code, said } = await typed(words)
  expect(code).toBe(1)
  expect(said).toContain(answer)
})
