import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { fakeRelay, type FakeRelay } from '../../app.functions/fake-relay.ts'
import { contactProperties } from '../../contract/contact-properties.ts'
import { refuseFunctionRequest } from '../../contract/function-signature.ts'
import { copyProject } from '../../project/copy-project.ts'
import { projectRoot } from '../../project/project-root.ts'
import { createFunctionRuntime, type FunctionExecution, type FunctionRuntime } from './function-runtime.ts'

const ada = { hs_object_id: '101', firstname: 'Ada', phone: '+4915112345678' }
const lines: string[] = []
const runs = join(projectRoot, '.homing/functions')

let project: Awaited<ReturnType<typeof copyProject>>
let relay: FakeRelay
let runtime: FunctionRuntime

beforeAll(async () => {
  project = await copyProject()
  relay = await fakeRelay()
  runtime = await createFunctionRuntime({
    projectDir: project.folder,
    secrets: { HOMING_FUNCTION_SECRET: 'a-shared-secret', HOMING_PORTAL_ID: '424242', HOMING_RELAY_URL: relay.url },
    readProperties: (objectId, names) =>
      objectId === '101' ? Object.fromEntries(names.map((name) => [name, Reflect.get(ada, name) ?? null])) : null,
    log: (line) => lines.push(line),
  })
})
afterAll(async () => {
  await runtime.close()
  await relay.close()
  await project.remove()
})
beforeEach(() => {
  relay.received.length = 0
  relay.answer = { status: 200, body: '{"messages":[],"lines":[],"cursor":"0"}' }
})

function conversation(objectId = 101): FunctionExecution {
  return {
    serverlessFunction: 'relay',
    parameters: { call: 'conversation', contactId: String(objectId), request: { portalId: '1' } },
    objectQuery: { objectId, objectTypeId: '0-1', objectPropertyNames: contactProperties },
  }
}

it('runs the uploaded function with its secrets and with the properties that HubSpot reads from the record', async () => {
  const answer = await runtime.execute(conversation())
  expect(answer).toEqual({
    status: 200,
    json: { logId: 'n/a', response: { ok: true, value: { messages: [], lines: [], cursor: '0' } } },
  })
  const request = relay.received[0]
  if (!request) throw new Error('nothing arrived')
  expect(refuseFunctionRequest(['a-shared-secret'], { ...request, now: new Date() })).toBeNull()
  expect(JSON.parse(String(request.body))).toEqual({
    portalId: '424242',
    contact: {
      id: '101',
      properties: { ...Object.fromEntries(contactProperties.map((name) => [name, null])), ...ada },
    },
  })
  expect(Object.keys(request.headers).filter((name) => /sentry|baggage|trace/.test(name))).toEqual([])
})

it('keeps the secrets of calls that overlap', async () => {
  const answers = await Promise.all(Array.from({ length: 8 }, () => runtime.execute(conversation())))
  expect(answers.map(({ status, json }) => [status, json])).toEqual(
    Array(8).fill([200, expect.objectContaining({ response: expect.objectContaining({ ok: true }) })]),
  )
})

it('answers as HubSpot does when a function or a record is not there', async () => {
  const noFunction = await runtime.execute({ ...conversation(), serverlessFunction: 'nobody' })
  expect(noFunction).toMatchObject({ status: 400, json: { status: 'error', category: 'VALIDATION_ERROR' } })
  const noRecord = await runtime.execute(conversation(999))
  expect(noRecord).toMatchObject({ status: 500, json: { status: 'error' } })
  expect(relay.received).toHaveLength(0)
})

it('has tried to reach nobody outside this machine', () => {
  expect(runtime.refused).toEqual([])
})

it('lets no function reach outside, and says whom it wanted to reach', async () => {
  await writeFile(
    join(project.folder, 'src/app/functions/relay.js'),
    `exports.main = () => fetch('http://192.0.2.1:8080/').then(() => 'out', (error) => 'kept in')`,
  )
  const other = await createFunctionRuntime({
    projectDir: project.folder,
    secrets: {},
    readProperties: () => ({}),
  })
  const answer = await other.execute(conversation())
  expect(answer.json).toMatchObject({ response: 'kept in' })
  await vi.waitFor(() => expect(other.refused).toEqual(['192.0.2.1']))
  await other.close()
  await expect(other.execute(conversation())).rejects.toThrow('fetch failed')
})

it('ends with the process that started it, however that ends, and leaves nothing behind', async () => {
  const script = `
    import { readdirSync } from 'node:fs'
    import { createFunctionRuntime } from ${JSON.stringify(new URL('./function-runtime.ts', import.meta.url).href)}
    const folders = () => readdirSync(${JSON.stringify(runs)})
    const before = folders()
    const projectDir = ${JSON.stringify(project.folder)}
    const { origin } = await createFunctionRuntime({ projectDir, secrets: {}, readProperties: () => ({}) })
    console.log(JSON.stringify({ origin, made: folders().filter((name) => !before.includes(name)) }))
  `
  const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(parent.stdout, 'data')) as [Buffer]
  const { origin, made } = JSON.parse(String(line)) as { origin: string; made: string[] }
  expect((await fetch(`${origin}/extensions`)).status).toBe(200)
  parent.kill('SIGKILL')
  await vi.waitFor(() => expect(fetch(`${origin}/extensions`)).rejects.toThrow('fetch failed'), 10_000)
  await vi.waitFor(() => expect(made.map((name) => existsSync(join(runs, name)))).toContain(false), 10_000)
})

it('says why it does not start', async () => {
  await project.remove()
  await expect(
    createFunctionRuntime({ projectDir: project.folder, secrets: {}, readProperties: () => ({}) }),
  ).rejects.toThrow('hsproject.json')
  expect(existsSync(project.folder)).toBe(false)
})
