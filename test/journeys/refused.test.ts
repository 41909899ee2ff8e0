import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cardCallPaths } from '../../contract/card-function.ts'
import { signFunctionRequest } from '../../contract/function-signature.ts'
import { verifyAudit } from '../../relay/store/audit/audit-verify.ts'
import { ask } from '../ask.ts'
import { until } from '../until.ts'
import { createWorld, functionSecret, portalId, type World } from '../world.ts'

const relayItself = '0'

let world: World
beforeAll(async () => {
  const generous = { perSecond: 0.001, burst: 100 }
  world = await createWorld({
    config: { rateLimits: { portal: { ...generous, burst: 3 }, failures: generous }, trustedProxies: ['127.0.0.1'] },
  })
})
afterAll(() => world.close())

const contact = { id: '501', properties: { hs_object_id: '501', mobilephone: '+1 202 555 0143' } }

interface How {
  secret?: string
  id?: string
  now?: Date
  portal?: string
  /** Whom the proxy in front speaks for. */
  from?: string
}
function call({ secret = functionSecret, id = randomUUID(), now = new Date(), portal = portalId, from }: How = {}) {
  const body = Buffer.from(JSON.stringify({ portalId: portal, contact }))
  const target = cardCallPaths.conversation
  const signed = signFunctionRequest(secret, { id, method: 'POST', target, body, now })
  const proxied = from === undefined ? {} : { 'x-forwarded-for': from }
  const headers = { 'content-type': 'application/json', ...signed, ...proxied }
  return ask(world.url, { method: 'POST', target, headers, body })
}

interface Told {
  actor: string
  detail: { door: string; code: string; count: number; addresses: number }
}
async function told(account: string, code: string): Promise<Told[]> {
  const rows = await world.database.query<{ actor: string; detail: string }>(
    "select actor, detail from audit where portal_id = $1 and action = 'request.refused' order by sequence",
    [account],
  )
  const all = rows.map(({ actor, detail }) => ({ actor, detail: JSON.parse(detail) as Told['detail'] }))
  return all.filter(({ detail }) => detail.code === code)
}

test('whoever is refused at a door stands in the audit log: nobody we know in that of the relay itself, an account in its own', async () => {
  await call({ secret: 'a-secret-of-somebody-else' })
  await call({ now: new Date(Date.now() - 600_000) })
  await ask(world.url, { method: 'POST', target: cardCallPaths.conversation })
  for (const code of ['unverified', 'stale', 'not_signed']) {
    await until(async () => expect(await told(relayItself, code)).toHaveLength(1))
    expect((await told(relayItself, code))[0]).toMatchObject({
      actor: 'address:127.0.0.1',
      detail: { door: '/card/conversation', count: 1, addresses: 1 },
    })
  }
  const id = randomUUID()
  expect((await call({ id })).status).toBe(200)
  expect((await call({ id })).status).toBe(401)
  expect((await call({ portal: '77' })).status).toBe(404)
  expect((await call()).status).toBe(429)
  for (const code of ['replayed', 'unknown_portal', 'too_many_requests']) {
    await until(async () => expect(await told(portalId, code)).toHaveLength(1))
    expect(await told(relayItself, code)).toEqual([])
  }
})

test('an address is whom the proxy in front speaks for, if that is one', async () => {
  await call({ secret: 'a-secret-of-somebody-else', from: '203.0.113.9' })
  await call({ now: new Date(0), from: 'a word' })
  await world.restart()
  expect((await told(relayItself, 'unverified')).map(({ actor }) => actor)).toContain('address:203.0.113.9')
  expect((await told(relayItself, 'stale')).map(({ actor }) => actor)).toContain('address:unknown')
})

test('a flood of refusals is two lines: the first at once, the others counted together', async () => {
  const before = (await told(relayItself, 'unverified')).length
  await Promise.all(Array.from({ length: 80 }, () => call({ secret: 'a-secret-of-somebody-else' })))
  // What a relay has counted it tells before it ends.
  await world.restart()
  const lines = (await told(relayItself, 'unverified')).slice(before)
  expect(lines.length).toBeLessThanOrEqual(2)
  expect(lines.reduce((sum, { detail }) => sum + detail.count, 0)).toBe(80)
  for (const account of [relayItself, portalId]) {
    expect(await verifyAudit(world.database.forPortal(account))).toMatchObject({ ok: true })
  }
})
