import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSettingsDesk, type SettingsDesk } from '../../../test/settings-desk.ts'
import { until } from '../../../test/until.ts'
import { portalId } from '../../../test/world.ts'

const [one, other] = ['one', 'other'].map((name) => mkdtempSync(join(tmpdir(), `homing-${name}-`))) as [string, string]
let desk: SettingsDesk
beforeAll(async () => {
  desk = await createSettingsDesk({ config: { settingsFiles: { folder: one, env: {} } } })
})
afterAll(async () => {
  await desk.world.close()
  for (const folder of [one, other]) rmSync(folder, { recursive: true })
})

const write = (folder: string, percent: number) =>
  writeFileSync(join(folder, `${portalId}.yaml`), `pause: { percent: ${percent}, least: 9, minutes: 9 }\n`)
const percent = async () => ((await desk.say('')).body.sections.pause as { percent: number } | null)?.percent
const mistakes = async () => (await desk.say('')).body.file?.mistakes ?? []
let later = Date.now()
/** So that it is read again, though it says the same. */
function touch(folder: string): void {
  later += 60_000
  utimesSync(join(folder, `${portalId}.yaml`), later / 1_000, later / 1_000)
}

test('of two processes with folders that differ none takes back what the other saved, and it is told', async () => {
  write(one, 10)
  await until(async () => expect(await percent()).toBe(10))
  write(other, 20)
  desk.world.config.settingsFiles = { folder: other, env: {} }
  await desk.world.another()
  await until(async () => expect(await percent()).toBe(20))
  const { version } = (await desk.say('')).body

  touch(one)
  await until(async () => expect(await mistakes()).toEqual([expect.stringContaining('reads a folder with another')]))
  touch(one)
  touch(other)
  expect(await percent()).toBe(20)
  expect((await desk.say('')).body.version).toBe(version)

  // What a person writes by now counts, and where both say the same it is told no more.
  write(one, 30)
  await until(async () => expect(await percent()).toBe(30))
  await until(async () => expect(await mistakes()).toEqual([]))
})
