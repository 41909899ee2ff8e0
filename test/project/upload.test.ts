import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { fakeRelay } from '../../app.functions/fake-relay.ts'
import { buildCard } from '../../project/build-card.ts'
import { checkGenerated } from '../../project/check-generated.ts'
import { copyProject } from '../../project/copy-project.ts'
import { generatedFiles } from '../../project/generated-files.ts'
import { projectRoot } from '../../project/project-root.ts'
import { runHs } from '../../project/run-hs.ts'
import { uploadProject } from '../../project/upload.ts'
import {
  startDeveloperPlatform,
  type DeveloperPlatform,
} from '../../workbench/developer-platform/developer-platform.ts'
import { createFunctionRuntime } from '../../workbench/functions/function-runtime.ts'

// `hs` polls every two seconds and starts slowly on a busy machine.
vi.setConfig({ testTimeout: 120_000 })

const relayUrl = 'https://relay.example.com'
/** Lies beside what is uploaded, as it would in a working copy, and must stay there. */
const secret = 'never-upload-this-value'
const guard = pathToFileURL(join(projectRoot, 'workbench/functions/loopback-only.ts')).href

let platform: DeveloperPlatform
let project: Awaited<ReturnType<typeof copyProject>>
const folders: { remove(): Promise<void> }[] = []

async function projectCopy(options?: Parameters<typeof copyProject>[0]) {
  const copy = await copyProject(options)
  folders.push(copy)
  const profile = { accountId: 4242, variables: { RELAY_URL: relayUrl } }
  await writeFile(join(copy.folder, 'src/hsprofile.acme.json'), JSON.stringify(profile))
  return copy
}

/** An account on our platform, and no way out of this machine for `hs` or anything it starts. */
const environment = () => ({
  PATH: process.env['PATH'],
  NODE_OPTIONS: `--import ${guard}`,
  ...platform.environment,
})

async function hs(args: string, cwd: string): Promise<{ code: number; output: string }> {
  let output = ''
  const code = await runHs(args.split(' '), { cwd, env: environment(), output: (text) => void (output += text) })
  return { code, output }
}

beforeAll(async () => {
  platform = await startDeveloperPlatform({ accountId: 4242 })
  project = await projectCopy()
  for (const path of ['app/functions/.env', 'app/cards/card.test.tsx', 'app/dist/old.js', 'app/functions/debug.log']) {
    await mkdir(dirname(join(project.folder, 'src', path)), { recursive: true })
    await writeFile(join(project.folder, 'src', path), `HOMING_FUNCTION_SECRET=${secret}`)
  }
})
afterAll(async () => {
  await platform.close()
  for (const folder of folders) await folder.remove()
})

it('is built, validated and uploaded by one command, with the real hs', async () => {
  await writeFile(join(project.folder, 'src/app/functions/relay.js'), 'stale')
  let output = ''
  const code = await uploadProject(['--force', '--json', '--skip-npm-audit'], {
    project: project.folder,
    env: environment(),
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
    'app/workflow-actions/send-message-hsmeta.json',
    'hsprofile.acme.json',
  ])
  for (const [path, bytes] of files) expect(bytes.includes(secret), path).toBe(false)
})

it('tells HubSpot where the relay is, in every place that names it', () => {
  const components = platform.uploads[0]?.request.intermediateNodesIndexedByUid
  expect(components?.['homing']?.config).toMatchObject({ permittedUrls: { fetch: [relayUrl] } })
  expect(components?.['send_message']?.config).toMatchObject({ actionUrl: `${relayUrl}/workflow/send-message` })
})

it('is an upload whose card builds as on HubSpot’s servers and whose function runs', async () => {
  const unpacked = await projectCopy({ built: false })
  await rm(join(unpacked.folder, 'src'), { recursive: true })
  for (const [path, bytes] of platform.uploads[0]?.files ?? []) {
    await mkdir(dirname(join(unpacked.folder, 'src', path)), { recursive: true })
    await writeFile(join(unpacked.folder, 'src', path), bytes)
  }
  // Stands for the `npm ci` that HubSpot's builder runs beside the card.
  await symlink(join(projectRoot, 'node_modules'), join(unpacked.folder, 'src/app/cards/node_modules'), 'junction')
  const card = await buildCard(join(unpacked.folder, 'built'), unpacked.folder)
  expect(await readFile(card.file, 'utf8')).toContain('extend')
  expect(card.gzipBytes).toBeLessThan(20 * 1024)
  expect(existsSync(join(unpacked.folder, 'built/conversation-manifest.json'))).toBe(true)

  const relay = await fakeRelay()
  const runtime = await createFunctionRuntime({
    projectDir: unpacked.folder,
    secrets: { HOMING_FUNCTION_SECRET: secret, HOMING_PORTAL_ID: '4242', HOMING_RELAY_URL: relay.url },
    readProperties: () => ({ email: 'ada@example.com' }),
  })
  const { status, json } = await runtime.execute({
    serverlessFunction: 'relay',
    parameters: { call: 'conversation', contactId: '101', request: {} },
    objectQuery: { objectId: 101, objectTypeId: '0-1', objectPropertyNames: ['email'] },
  })
  await runtime.close()
  await relay.close()
  expect({ status, json }).toEqual({ status: 200, json: { logId: 'n/a', response: { ok: true, value: {} } } })
  expect(relay.received.map(({ target }) => target)).toEqual(['/card/conversation'])
})

it('is refused by the real hs when an hsmeta file is wrong', async () => {
  const broken = await projectCopy()
  const file = join(broken.folder, 'src/app/cards/conversation-hsmeta.json')
  await writeFile(file, (await readFile(file, 'utf8')).replace('crm.record.sidebar', 'crm.record.cellar'))
  const { code, output } = await hs('project validate --use-env', broken.folder)
  expect(code).not.toBe(0)
  expect(output).toContain('conversation-hsmeta.json')
})

it('fails to build when an entry file is missing', async () => {
  const unbuilt = await projectCopy({ built: false })
  expect(await checkGenerated(unbuilt.folder)).toHaveLength(2)
  const { code, output } = await hs('project upload --use-env --force --skip-npm-audit', unbuilt.folder)
  expect(code).not.toBe(0)
  expect(output).toContain('/app/functions/relay.js is not in the upload')
})

it('is refused by the real hs in a fresh clone, where no profile names the relay', async () => {
  const fresh = await projectCopy({ built: false })
  await rm(join(fresh.folder, 'src/hsprofile.acme.json'))
  const uploads = platform.uploads.length
  const { code, output } = await hs('project upload --use-env --force --skip-npm-audit', fresh.folder)
  expect(code).not.toBe(0)
  expect(output).toContain('send-message-hsmeta.json')
  expect(platform.uploads).toHaveLength(uploads)
})
