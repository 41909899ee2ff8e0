import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSettingsTerminal, type SettingsTerminal } from '../../../test/settings-terminal.ts'

let terminal: SettingsTerminal
beforeAll(async () => {
  terminal = await createSettingsTerminal()
})
afterAll(() => terminal.close())

const typed: SettingsTerminal['typed'] = (...said) => terminal.typed(...said)

const pause = (percent: number) => ({ percent, least: 9, minutes: 9 })
const standing = async () => (await terminal.desk.say('')).body.sections

/** Exports what there is, and writes it back with changes. */
async function exported(name: string, change: (text: string) => string): Promise<string> {
  await typed(`settings export FOLDER/${name}`)
  edit(name, change)
  return `FOLDER/${name}`
}
function edit(name: string, change: (text: string) => string): void {
  writeFileSync(terminal.path(name), change(readFileSync(terminal.path(name), 'utf8')))
}

test.each(['yaml', 'json'])(
  'a file that was exported (%s) overwrites nothing that others changed since',
  async (form) => {
    const { desk } = terminal
    await desk.save({ pause: pause(10), region: { country: 'GB' } })
    const version = await desk.version()
    const name = `export.${form}`
    const file = await exported(name, (text) => text.replace(/("?percent"?): 10/, '$1: 20'))
    expect(readFileSync(terminal.path(name), 'utf8')).toMatch(new RegExp(`^ *"?version"?: ${version},?$`, 'm'))
    await desk.save({ pause: pause(30) }, { reason: 'Too many failed.' })

    for (const verb of ['plan', 'apply']) {
      const { code, said } = await typed(`settings ${verb} ${file}`)
      expect(code).toBe(1)
      expect(said).toMatch(/^Nothing is saved: what you edited was changed meanwhile, .*: Too many failed\./)
      expect(said).toContain(
        `The file says version: ${version}. Export again and make your change there, or take version out of the file: then it overwrites what was changed since.`,
      )
      expect(said).toMatch(/^ {2}pause\.percent was 10 and is 30$/m)
    }
    expect((await standing()).pause).toEqual(pause(30))

    edit(name, (text) => text.replace(/^ *"?version"?: \d+,?\n/m, ''))
    expect(await typed(`settings apply ${file}`)).toEqual({
      code: 0,
      said: expect.stringMatching(/^Version \d+ of account 4242:\n {2}pause\.percent was 30 and is 20$/),
    })
  },
)

test('what others changed beside it stays as they made it, and the next change begins at the version that was made', async () => {
  const { desk } = terminal
  await desk.save({ pause: pause(10), region: { country: 'GB' } })
  const version = await desk.version()
  const file = await exported('beside.yaml', (text) => text.replace('percent: 10', 'percent: 20'))
  await desk.save({ region: { country: 'DE' } })
  const plan = await typed(`settings plan ${file}`)
  expect(plan.said).toBe(`On top of version ${version + 1} this would change:\n  pause.percent was 10 and is 20`)
  const { said } = await typed(`settings apply ${file}`)
  expect(said).toContain(
    `Write version: ${version + 2} into the file before you change it again, or take version out of it.`,
  )
  expect(await standing()).toMatchObject({ pause: pause(20), region: { country: 'DE' } })
  expect((await typed(`settings plan ${file}`)).said).toBe(
    `Nothing would change: version ${version + 2} has all that the file changes of version ${version}.`,
  )
})

test.each([
  ['version: 999', 'There is no version 999 of these settings'],
  ['version: first', 'version must be the number of the version that was exported, such as 7'],
  ['version: -1', 'version must be the number of the version that was exported'],
])('%s is refused in words', async (member, words) => {
  writeFileSync(terminal.path('odd.yaml'), `${member}\npause: null\n`)
  const { code, said } = await typed('settings plan FOLDER/odd.yaml')
  expect({ code, said }).toEqual({ code: 1, said: expect.stringContaining(words) })
  if (member.endsWith('999')) expect(said).toContain('Export again and make your change there')
})
