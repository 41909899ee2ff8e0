import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { exportAudit } from '../../relay/store/audit/audit-export.ts'
import { verifyAudit } from '../../relay/store/audit/audit-verify.ts'
import { changeLine } from '../../relay/store/line/line-states.ts'
import { sealSends } from '../../relay/store/audit/seal/seal-sends.ts'
import { until } from '../until.ts'
import { createWorld, portalId, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

async function log(): Promise<string[]> {
  const entries: string[] = []
  for await (const line of exportAudit(world.database.forPortal(portalId))) {
    const { actor, action, detail } = JSON.parse(line) as { actor: string; action: string; detail: object | string }
    const about = (typeof detail === 'string' ? JSON.parse(detail) : detail) as { code?: string }
    entries.push([actor, action, about.code].filter(Boolean).join(' '))
  }
  return entries.filter((entry) => /^\S+ (send|line)\./.test(entry))
}

test('who sent, who was refused and who stopped a line stands in a chain that holds', async () => {
  const contact = await world.contact()
  const send = (body: string, key = randomUUID()) =>
    world.card('send-message', { contact, userId: '91001', idempotencyKey: key, lineId: 'sms', body })
  const key = randomUUID()
  await send('Hello', key)
  await send('Hello', key)
  await send('')
  world.phones.write({ from: '+12025550143', to: '+15550100001', body: 'STOP', channel: 'sms' })
  await until(async () => expect(await world.database.query('select 1 from consent')).toHaveLength(1))
  await send('Still there?')
  // To somebody else: whoever said STOP is written to on no text channel.
  const other = await world.contact({ mobilephone: '+12025550199' })
  await world.workflow({
    callbackId: `ap-${randomUUID()}`,
    origin: { portalId: Number(portalId), actionDefinitionId: 1 },
    context: { source: 'WORKFLOWS', workflowId: 77 },
    object: { objectId: Number(other.id), objectType: 'CONTACT', properties: other.properties },
    inputFields: { message: 'By a workflow', channel: 'imessage' },
  })
  const pause = {
    lineId: 'sms',
    to: 'paused',
    by: 'person',
    reason: 'For the night.',
    at: new Date(),
  } as const
  await changeLine(world.database.forPortal(portalId), pause)
  expect(await log()).toEqual([
    'claimed-user:91001 send.refused empty_body',
    'claimed-user:91001 send.refused opted_out',
    'operator line.paused',
  ])
  // What was accepted is sealed later, with who sent it.
  const portal = world.database.forPortal(portalId)
  expect(await sealSends(portal, { age: 0, at: new Date() })).toBe(2)
  expect((await log()).at(-1)).toBe('relay send.sealed')
  expect(await verifyAudit(portal)).toMatchObject({ ok: true, sealed: { count: 2 } })
})
