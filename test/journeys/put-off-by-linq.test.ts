import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLinqApi, type LinqApi } from '../../workbench/linq-api/linq-api.ts'
import { until } from '../until.ts'
import { createWorld, type World } from '../world.ts'

const number = '+14155550100'
const secret = 'whsec_MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0'

let world: World
let linq: LinqApi
beforeAll(async () => {
  world = await createWorld({ pace: { catchUp: 500 } })
  const subscription = { target_url: '', subscribed_events: ['message.failed', 'message.delivered'] }
  linq = createLinqApi({ token: 't', secret, numbers: [number], subscriptions: [subscription] })
  world.config.lines.push({
    ...{ id: 'linq', label: 'Linq', provider: 'linq', channel: 'imessage', address: number },
    settings: { url: await linq.listen(), apiToken: 't', webhookSecret: secret },
  })
  await world.restart()
  subscription.target_url = `${world.url}/webhooks/4242/linq?version=2026-02-03`
})
afterAll(async () => {
  await world.close()
  await linq.close()
})

test('what Linq says later that it did not take for now leaves once more, under another key, and is known by either', async () => {
  const contact = await world.contact({ mobilephone: '+12025558180' })
  const state = async () => (await world.shown(contact)).map(({ status, attempts }) => `${status} ${attempts}`)
  const id = await world.accepted(contact, 'Not today?', { line: 'linq' })
  const [first] = await until(() => {
    expect(linq.messages()).toHaveLength(1)
    return linq.messages()
  })
  linq.tell('message.failed', {
    code: 1007,
    message_id: first!.id,
    failed_at: new Date().toISOString(),
    reason: 'Busy',
  })
  await until(async () => expect(await state()).toEqual(['queued 1']))
  await world.database.query('update delivery set due_at = instant() where message_id = $1', [id])
  const [, second] = await until(() => {
    expect(linq.messages()).toHaveLength(2)
    return linq.messages()
  })
  expect([first!.key, second!.key]).toEqual([id, `${id}.1`])
  // Told once more of the first one, nothing is put off again.
  linq.tell('message.failed', { code: 1007, message_id: first!.id, failed_at: new Date().toISOString() })
  await until(async () => expect(await state()).toEqual(['sending 2']))
  linq.report(second!.id, 'delivered')
  await until(async () => expect(await state()).toEqual(['delivered 2']))
  expect(linq.messages()).toHaveLength(2)
})
