import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { copyProject } from './copy-project.ts'
import { uploadProject } from './upload.ts'

let project: Awaited<ReturnType<typeof copyProject>>
let home: string

beforeEach(async () => {
  project = await copyProject({ built: false })
  home = await mkdtemp(join(tmpdir(), 'homing-home-'))
})
afterEach(async () => {
  await project.remove()
  await rm(home, { recursive: true })
})

async function upload(profile?: string, args: string[] = []): Promise<{ code: number; said: string }> {
  if (profile !== undefined) await writeFile(join(project.folder, 'src/hsprofile.acme.json'), profile)
  let said = ''
  const code = await uploadProject(args, {
    project: project.folder,
    env: { HOME: home },
    output: (text) => void (said += text),
  })
  return { code, said }
}

it('says all that is missing before anything is built or sent', async () => {
  const { code, said } = await upload()
  expect(code).toBe(1)
  expect(said).toContain('Copy hsprofile.example.json to src/hsprofile.production.json')
  expect(said).toContain('npx hs account auth')
  expect(said).not.toContain('built')
})

it('says where a profile of the marketplace edition belongs', async () => {
  const { code, said } = await upload('{"accountId":42,"variables":{"RELAY_URL":"https://relay.example.com"}}', [
    '--marketplace',
  ])
  expect(code).toBe(1)
  expect(said).toContain('to project/marketplace/src/hsprofile.production.json')
})

it.each([
  ['{', 'it is not valid JSON: something is wrong at line 1, column 2'],
  ['{\n  "accountId": 42 "variables": {}\n}', 'wrong at line 2, column 19'],
  ['\ufeff{"accountId":42,"variables":{"RELAY_URL":"https://relay.example.com"}}', 'a byte order mark'],
  ['{"accountId":12345678,"variables":{"RELAY_URL":"https://relay.example.com"}}', 'still the example'],
  ['{"accountId":11111111,"variables":{"RELAY_URL":"https://relay-development.example.com"}}', 'still the example'],
  ['{"accountId":0,"variables":{"RELAY_URL":"https://relay.example.com"}}', 'accountId must be the number'],
  ['{"accountId":-5,"variables":{"RELAY_URL":"https://relay.example.com"}}', 'accountId must be the number'],
  ['null', 'accountId must be the number'],
  ['{"accountId":"42","variables":{"RELAY_URL":"https://relay.example.com"}}', 'accountId must be the number'],
  ['{"accountId":42}', 'variables.RELAY_URL must be an https address'],
  ['{"accountId":42,"variables":{"RELAY_URL":"http://relay.example.com"}}', 'must be an https address'],
  ['{"accountId":42,"variables":{"RELAY_URL":"https://relay.example.com/"}}', 'or a slash at the end'],
  ['{"accountId":42,"variables":{"RELAY_URL":"https://relay.example.com/homing"}}', 'without a path'],
])('refuses the profile %s', async (profile, reason) => {
  const { code, said } = await upload(profile)
  expect(code).toBe(1)
  expect(said).toContain(`src/hsprofile.acme.json: `)
  expect(said).toContain(reason)
})

it('has nothing to say about a profile that is right', async () => {
  const { said } = await upload('{"accountId":42,"variables":{"RELAY_URL":"https://relay.example.com"}}')
  expect(said).not.toContain('hsprofile')
})
