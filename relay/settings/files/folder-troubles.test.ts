import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSettingsDesk, type SettingsDesk } from '../../../test/settings-desk.ts'
import { until } from '../../../test/until.ts'
import { portalId } from '../../../test/world.ts'

/** Comes before the other in the folder. */
const newer = '4141'
const folder = mkdtempSync(join(tmpdir(), 'homing-troubles-'))
const away = `${folder}-away`
let desk: SettingsDesk
beforeAll(async () => {
  desk = await createSettingsDesk({ config: { settingsFiles: { folder, env: {} } } })
})
afterAll(async () => {
  await desk.world.close()
  for (const one of [folder, away]) rmSync(one, { recursive: true, force: true })
})

const write = (account: string, text: string) => writeFileSync(join(folder, `${account}.yaml`), text)
const pause = (percent: number) => `pause: { percent: ${percent}, least: 9, minutes: 9 }\n`
const read = async () => (await desk.say('')).body
const percent = async () => ((await read()).sections.pause as { percent: number } | null)?.percent
const logged = (words: RegExp) => desk.world.logged.filter((line) => words.test(line))

/** What `/readyz` says of files to whoever asks. */
async function notes(): Promise<string[]> {
  const body = (await (await fetch(`${desk.world.url}/readyz`)).json()) as { notes: string[] }
  return body.notes.filter((note) => note.includes('file'))
}

test('an account that only a newer relay can read holds up no other, and is told', async () => {
  await desk.world.database.query(
    `insert into portal (portal_id, edition, credential, state, workspace, installed_at, changed_at)
     values ($1, 'marketplace', 'oauth', 'active', 'portal-4141', now(), now())`,
    [newer],
  )
  await desk.world.database.query('insert into account (portal_id, version, clock) values ($1, 1, 0)', [newer])
  await desk.world.database.query(
    `insert into account_section (portal_id, section, version, form, value) values ($1, 'pause', 1, 99, '{}')`,
    [newer],
  )
  write(newer, pause(10))
  write(portalId, pause(10))
  await until(async () => expect(await percent()).toBe(10))
  write(portalId, pause(20))
  await until(async () => expect(await percent()).toBe(20))
  await until(() => expect(logged(/"settings":"4141".*were saved by a newer relay/)).toHaveLength(1))
  expect(await notes()).toEqual([expect.stringMatching(/^The settings of 1 account are not as the file says/)])
})

test('whoever asks /readyz hears how many files are wrong, and never of which accounts or how they are called', async () => {
  write('acme', pause(10))
  write(portalId, 'pauze: null\n')
  await until(async () =>
    expect(await notes()).toEqual([
      expect.stringMatching(/^The settings of 2 accounts are not as the files say/),
      expect.stringMatching(/^1 file of settings is not read, since it is not called by the id of an account/),
    ]),
  )
  expect((await notes()).join()).not.toMatch(/4141|4242|acme|pauze/)
  rmSync(join(folder, 'acme.yaml'))
  write(portalId, pause(20))
  await until(async () => expect(await notes()).toEqual([expect.stringContaining('of 1 account are')]))
})

test('a file that never counted and is taken away is told no more', async () => {
  write('4545', 'pauze: null\n')
  await until(async () => expect(await notes()).toEqual([expect.stringContaining('of 2 accounts are')]))
  rmSync(join(folder, '4545.yaml'))
  await until(async () => expect(await notes()).toEqual([expect.stringContaining('of 1 account are')]))
})

test('a folder that is gone is told until it is back, and what counted still counts', async () => {
  renameSync(folder, away)
  // What was wrong with a file is no news while none can be read.
  await until(async () => {
    expect(await notes()).toEqual([expect.stringMatching(/^The folder of the files of settings cannot be read/)])
  }, 20_000)
  expect((await notes()).join()).not.toContain(folder)
  expect((await read()).file?.mistakes).toEqual([
    expect.stringContaining(`The folder ${folder} cannot be read (ENOENT)`),
  ])
  expect(await percent()).toBe(20)
  expect(logged(/"level":50.*the folder of settings cannot be read/)).toHaveLength(1)
  renameSync(away, folder)
  write(portalId, pause(30))
  await until(async () => expect(await percent()).toBe(30), 20_000)
  await until(async () => expect((await read()).file?.mistakes).toEqual([]))
}, 60_000)
