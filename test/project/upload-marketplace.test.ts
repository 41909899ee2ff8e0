import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { checkMarketplace } from '../../project/check-marketplace.ts'
import { generatedFiles } from '../../project/generated-files.ts'
import { uploadProject } from '../../project/upload.ts'
import type { PlainResponse } from '../../workbench/host/host-api.ts'
import { until } from '../until.ts'
import { buildUploadedCard } from './build-uploaded-card.ts'
import { hsAccount, type HsAccount } from './hs-account.ts'
import { openExtension } from './open-extension.ts'

// `hs` polls every two seconds and starts slowly on a busy machine.
vi.setConfig({ testTimeout: 120_000 })

const relayUrl = 'https://relay.example.com'
/** Lies in the working copy, in an earlier build too, and must stay there. */
const secret = 'never-upload-this-value'

let account: HsAccount
let project: string
const upload = () => account.platform.uploads[0]
const components = () => upload()?.request.intermediateNodesIndexedByUid ?? {}

beforeAll(async () => {
  account = await hsAccount(relayUrl)
  project = await account.copy()
  await rm(join(project, 'src/hsprofile.acme.json'))
  for (const path of [
    'src/hsprofile.private-only.json',
    'src/app/functions/.env',
    'src/app/cards/card.test.tsx',
    'src/app/dist/old.js',
    'build/marketplace/src/app/cards/gone.jsx',
    'build/marketplace/src/app/cards/conversation.jsx',
    'build/marketplace/src/app/functions/relay.js',
    'build/marketplace/src/app/functions/relay-hsmeta.json',
    'build/marketplace/src/hsprofile.gone.json',
  ]) {
    await mkdir(dirname(join(project, path)), { recursive: true })
    await writeFile(join(project, path), `HOMING_FUNCTION_SECRET=${secret}`)
  }
})
afterAll(() => account.close())

it('is built, validated and uploaded by one command, with the real hs', async () => {
  let output = ''
  const code = await uploadProject(['--marketplace', '--force', '--json', '--skip-npm-audit'], {
    project,
    env: account.environment,
    output: (text) => void (output += text),
  })
  expect(code, output).toBe(0)
  expect(output).toContain('is valid and ready to upload')
  expect(JSON.parse(output.slice(output.lastIndexOf('{')))).toEqual({ buildId: 1, deployId: 1 })
  expect(account.platform.unknown).toEqual([])
  expect(account.platform.uploads).toHaveLength(1)
  expect(await checkMarketplace(project)).toEqual([])
})

it('is a project of its own beside the private one', async () => {
  const { name } = JSON.parse(await readFile(join(project, 'hsproject.json'), 'utf8')) as { name: string }
  expect(upload()?.request.projectName).toBe('homing-marketplace')
  expect(upload()?.request.projectName).not.toBe(name)
})

it('uploads what the private edition has, without functions, and no file beyond those', async () => {
  const files = upload()?.files ?? new Map<string, Buffer>()
  for (const [path, text] of await generatedFiles(undefined, 'marketplace')) {
    expect(String(files.get(path.slice('src/'.length))), path).toBe(text)
  }
  expect([...files.keys()].sort()).toEqual([
    'app/app-hsmeta.json',
    'app/cards/conversation-hsmeta.json',
    'app/cards/conversation.jsx',
    'app/cards/package.json',
    'app/webhooks/webhooks-hsmeta.json',
    'app/workflow-actions/send-message-hsmeta.json',
    'hsprofile.acme.json',
  ])
  for (const [path, bytes] of files) expect(bytes.includes(secret), path).toBe(false)
  for (const { uid, config } of Object.values(components())) {
    const entry = config['entrypoint']
    if (typeof entry === 'string') expect(files.has(entry.slice(1)), `${uid}: ${entry}`).toBe(true)
  }
})

it('is an app for many accounts, with the relay in every place that names it', () => {
  expect(components()['homing']?.config).toMatchObject({
    distribution: 'marketplace',
    auth: { type: 'oauth', redirectUrls: [`${relayUrl}/oauth/callback`] },
    permittedUrls: { fetch: [relayUrl] },
  })
  expect(components()['send_message']?.config).toMatchObject({ actionUrl: `${relayUrl}/workflow/send-message` })
  expect(components()['webhooks']?.config).toMatchObject({ settings: { targetUrl: `${relayUrl}/webhooks/hubspot` } })
  const types = Object.values(components()).map(({ componentType }) => componentType)
  expect(types).not.toContain('APP_FUNCTION')
  expect(types).not.toContain('SERVERLESS_PACKAGE')
})

it('has a card that builds as on HubSpot’s servers and asks the relay by fetch as soon as it opens', async () => {
  const unpacked = await account.copy({ built: false })
  await rm(join(unpacked, 'src'), { recursive: true })
  const card = await buildUploadedCard(upload()?.files ?? new Map<string, Buffer>(), unpacked)
  const bundle = await readFile(card.file, 'utf8')
  expect(card.gzipBytes).toBeLessThan(20 * 1024)

  const fetched = vi.fn(async (url: string, options: object) => {
    const plain: PlainResponse = { status: 503, headers: {}, body: '{}' }
    return { ok: true as const, value: plain, url, options }
  })
  const fetchCrmObjectProperties = vi.fn(async () => ({ hs_object_id: '101', phone: '+32470000001' }))
  const context = {
    portal: { id: 4242 },
    user: { id: 7, email: 'rep@example.com' },
    crm: { objectId: 101, objectTypeId: '0-1' },
    variables: { RELAY_URL: relayUrl },
  }
  const serverless = vi.fn()
  openExtension(bundle, { fetch: fetched, serverless }, { context, actions: { fetchCrmObjectProperties } })
  await until(() => expect(fetched).toHaveBeenCalledOnce())
  const [url, options] = fetched.mock.calls[0] ?? []
  expect(url).toBe(`${relayUrl}/card/conversation`)
  expect(options).toMatchObject({
    method: 'POST',
    body: { portalId: '4242', userId: '7', contact: { id: '101', properties: { phone: '+32470000001', email: null } } },
  })
  expect(options).not.toHaveProperty('headers')
  expect(serverless).not.toHaveBeenCalled()
})

it('is refused by the real hs where no profile names the relay', async () => {
  const { code, output } = await account.hs('project validate --use-env', join(project, 'build/marketplace'))
  expect(code, output).toBe(0)
  await rm(join(project, 'build/marketplace/src/hsprofile.acme.json'))
  const unnamed = await account.hs('project validate --use-env', join(project, 'build/marketplace'))
  expect(unnamed.code).not.toBe(0)
  expect(unnamed.output).toContain('app-hsmeta.json')
})
