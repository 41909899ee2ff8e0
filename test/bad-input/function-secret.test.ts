import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signFunctionRequest } from '../../contract/function-signature.ts'
import { ask } from '../ask.ts'
import { createWorld, functionSecret, portalId, type World } from '../world.ts'
import { doors } from './doors.ts'

const operatorSecret = 'a-secret-of-the-operator-alone'

let world: World
beforeAll(async () => {
  world = await createWorld({ config: { operatorSecrets: [operatorSecret] } })
})
afterAll(() => world.close())

/** Every route below `/admin/`, as the relay documents them. */
async function adminRoutes(): Promise<string[]> {
  const { paths } = (await (await fetch(`${world.url}/openapi.json`)).json()) as { paths: Record<string, object> }
  return Object.keys(paths).filter((path) => path.startsWith('/admin/'))
}

async function said(target: string, secret: string): Promise<{ status: number; code: unknown }> {
  const body = Buffer.from(JSON.stringify(doors[`POST ${target}`]?.[0]?.body() ?? { portalId }))
  const signed = signFunctionRequest(secret, { id: randomUUID(), method: 'POST', target, body, now: new Date() })
  const headers = { 'content-type': 'application/json', ...signed }
  const { status, text } = await ask(world.url, { method: 'POST', target, headers, body })
  return { status, code: (JSON.parse(text) as { code?: unknown }).code }
}

test('where whoever runs the relay has a secret of their own, that of an app function opens nothing but the card', async () => {
  const routes = await adminRoutes()
  expect(routes.length).toBeGreaterThan(20)
  const before = await world.stored()
  for (const path of routes) {
    expect(await said(path, functionSecret), path).toEqual({ status: 403, code: 'operator_only' })
  }
  expect(await world.stored()).toEqual(before)
  expect(await said('/card/conversation', functionSecret)).toMatchObject({ status: 200 })
})

test('the operator’s opens all of it, and no call of the card', async () => {
  for (const path of await adminRoutes()) {
    expect([401, 403], path).not.toContain((await said(path, operatorSecret)).status)
  }
  expect(await said('/card/conversation', operatorSecret)).toMatchObject({ status: 401 })
})

test('where nobody has one, the function’s opens what whoever runs the relay needs', async () => {
  world.config.operatorSecrets = []
  await world.restart()
  expect(await said('/admin/lines', functionSecret)).toMatchObject({ status: 200 })
  expect(await said('/admin/settings', functionSecret)).toMatchObject({ status: 200 })
})
