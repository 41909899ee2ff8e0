import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { parse } from 'yaml'
import { sections } from '../../contract/settings/sections.ts'
import { runCommand } from '../../relay/command/run-command.ts'
import { createSettingsDesk, type SettingsDesk } from '../settings-desk.ts'
import { functionSecret, portalId } from '../world.ts'
import { exampleSecret, pageExamples } from './page-examples.ts'

let desk: SettingsDesk
const folder = mkdtempSync(join(tmpdir(), 'homing-pages-'))
beforeAll(async () => {
  // What the examples name is nowhere, and nobody is asked.
  const nowhere = () => Promise.reject(new TypeError('fetch failed'))
  desk = await createSettingsDesk({ parts: { fetch: nowhere, lookup: nowhere } })
})
afterAll(async () => {
  await desk.world.close()
  rmSync(folder, { recursive: true })
})

const none = Object.fromEntries(Object.keys(sections).map((name) => [name, null]))
beforeEach(async () => {
  await desk.save(none)
})

/** Types a command about this text as a file, with every secret that it refers to at its place. */
async function typed(text: string, ...words: string[]): Promise<{ code: number; said: string }> {
  const file = join(folder, 'homing.yaml')
  writeFileSync(file, text.replace(/^account: .*$/m, `account: "${portalId}"`))
  const given = [...text.matchAll(/fromEnv: (\w+)/g)].map(([, name = '']) => [name, exampleSecret(name)])
  for (const [, path = ''] of text.matchAll(/fromFile: ([^ }\n]+)/g)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), exampleSecret(path))
  }
  const env: Record<string, string> = {
    ...{ HOST: '127.0.0.1', PORT: String(desk.world.config.port) },
    ...{ HUBSPOT_PORTAL_ID: portalId, HOMING_FUNCTION_SECRET: functionSecret },
    ...Object.fromEntries(given),
  }
  const said: string[] = []
  const [topic, verb, ...options] = words
  const code = await runCommand([topic!, verb!, file, ...options], env, (line) => said.push(line))
  return { code, said: said.join('\n') }
}

const examples = pageExamples()

test.each(examples)('$name can be applied, and then it is so', async ({ text }) => {
  // What names lines that it does not have is meant for an account that has them.
  if (!('lines' in (parse(text) as object))) {
    expect(await typed(examples.at(-1)!.text, 'settings', 'apply')).toMatchObject({ code: 0 })
  }
  const applied = await typed(text, 'settings', 'apply')
  expect(applied.said).toMatch(/^(Version \d+ of account|Nothing changes)/)
  expect(applied.code).toBe(0)
  expect(await typed(text, 'settings', 'plan', '--exit-code')).toEqual({
    code: 0,
    said: expect.stringMatching(/^Nothing would change/),
  })
  expect(desk.heard.join()).not.toContain('whsec_')
})
