import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { fakeRelay } from '../../app.functions/fake-relay.ts'
import { checkGenerated } from '../../project/check-generated.ts'
import { generatedFiles } from '../../project/generated-files.ts'
import { uploadProject } from '../../project/upload.ts'
import { createFunctionRuntime } from '../../workbench/functions/function-runtime.ts'
import { buildUploadedCard } from './build-uploaded-card.ts'
import { hsAccount, type HsAccount } from './hs-account.ts'

// `hs` polls every two seconds and starts slowly on a busy machine.
vi.setConfig({ testTimeout: 120_000 })

const relayUrl = 'https://relay.example.com'
/** Lies beside what is uploaded, as it would in a working copy, and must stay there. */
const secret = 'never-upload-this-value'

let account: HsAccount
let platform: HsAccount['platform']
let project: string

beforeAll(async () => {
  account = await hsAccount(relayUrl)
  platform = account.platform
  project = await account.copy()
  for (const path of ['app/functions/.env', 'app/cards/card.test.tsx', 'app/dist/old.js', 'app/functions/debug.log']) {
    await mkdir(dirname(join(project, 'src', path)), { recursive: true })
    await writeFile(join(project, 'src', path), `HOMING_FUNCTION_SECRET=${secret}`)
  }
})
afterAll(() => account.close())

it('is built, validated and uploaded by one command, with the real hs', async () => {
  await writeFile(join(project, 'src/app/functions/relay.js'), 'stale')
  let output = ''
  const code = await uploadProject(['--force', '--json', '--skip-npm-audit'], {
    project: project,
    env: account.environment,
    output: (text) => void (output += text),
  })
  expect(code, output).toBe(0)
  expect(output).toContain('is valid and ready to upload')
  expect(JSON.parse(output.slice(output.lastIndexOf('{')))).toEqual({ buildId: 1, deployId: 1 })
  expect(platform.unknown).toEqual([])
  expect(platform.uploads).toHaveLength(1)
})

it('uploads every entry file as a fresh build makes it, and no file beyond those that belong there', async () => {
  const files = platform.uploads[0]?.files ?? new Map<string, Buffer>()
  const built = await generatedFiles()
  for (const [path, text] of built) expect(String(files.get(path.slice('src/'.length))), path).toBe(text)
  expect([...files.keys()].sort()).toEqual([
    'app/app-hsmeta.json',
    'app/cards/conversation-hsmeta.json',
    'app/cards/conversation.jsx',
    'app/cards/package.json',
    'app/functions/package.json',
    'app/functions/relay-hsmeta.json',
    'app/functions/relay.js',
    'app/webhooks/webhooks-hsmeta.json',
    'app/workflow-actions/send-message-hsmeta.json',
    'hsprofile.acme.json',
  ])
  for (const [path, bytes] of files) expect(bytes.includes(secret), path).toBe(false)
})

it('tells HubSpot where the relay is, in every place that names it', () => {
  const components = platform.uploads[0]?.request.intermediateNodesIndexedByUid
  expect(components?.['homing']?.config).toMatchObject({ permittedUrls: { fetch: [relayUrl] } })
  expect(components?.['send_message']?.config).toMatchObject({ actionUrl: `${relayUrl}/workflow/send-message` })
  expect(components?.['webhooks']?.config).toMatchObject({ settings: { targetUrl: `${relayUrl}/webhooks/hubspot` } })
})

it('is an upload whose card builds as on HubSpot’s servers and whose function runs', async () => {
  const unpacked = await account.copy({ built: false })
  await rm(join(unpacked, 'src'), { recursive: true })
  const card = await buildUploadedCard(platform.uploads[0]?.files ?? new Map<string, Buffer>(), unpacked)
  expect(await readFile(card.file, 'utf8')).toContain('extend')
  expect(card.gzipBytes).toBeLessThan(20 * 1024)
  expect(existsSync(join(unpacked, 'built/conversation-manifest.json'))).toBe(true)

  const relay = await fakeRelay()
  const runtime = await createFunctionRuntime({
    projectDir: unpacked,
    secrets: { HOMING_FUNCTION_SECRET: secret, HOMING_PORTAL_ID: '4242', HOMING_RELAY_URL: relay.url },
    readProperties: (id) => ({ hs_object_id: id, email: 'ada@example.com' }),
  })
  const { status, json } = await runtime.execute({
    serverlessFunction: 'relay',
    parameters: { call: 'conversation', contactId: '101', request: {} },
    objectQuery: { objectId: 101, objectTypeId: '0-1', objectPropertyNames: ['hs_object_id', 'email'] },
  })
  await runtime.close()
  await relay.close()
  expect({ status, json }).toEqual({ status: 200, json: { logId: 'n/a', response: { ok: true, value: {} } } })
  expect(relay.received.map(({ target }) => target)).toEqual(['/card/conversation'])
})

it('is refused by the real hs when an hsmeta file is wrong', async () => {
  const broken = await account.copy()
  const file = join(broken, 'src/app/cards/conversation-hsmeta.json')
  await writeFile(file, (await readFile(file, 'utf8')).replace('crm.record.sidebar', 'crm.record.cellar'))
  const { code, output } = await account.hs('project validate --use-env', broken)
  expect(code).not.toBe(0)
  expect(output).toContain('conversation-hsmeta.json')
})

it('fails to build when an entry file is missing', async () => {
  const unbuilt = await account.copy({ built: false })
  expect(await checkGenerated(unbuilt)).toHaveLength(2)
  const { code, output } = await account.hs('project upload --use-env --force --skip-npm-audit', unbuilt)
  expect(code).not.toBe(0)
  expect(output).toContain('/app/functions/relay.js is not in the upload')
})

it('is refused by the real hs in a fresh clone, where no profile names the relay', async () => {
  const fresh = await account.copy({ built: false })
  await rm(join(fresh, 'src/hsprofile.acme.json'))
  const uploads = platform.uploads.length
  const { code, output } = await account.hs('project upload --use-env --force --skip-npm-audit', fresh)
  expect(code).not.toBe(0)
  expect(output).toContain('send-message-hsmeta.json')
  expect(platform.uploads).toHaveLength(uploads)
})
