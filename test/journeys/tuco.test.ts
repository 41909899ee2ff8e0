import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTucoApi, type TucoApi } from '../../workbench/tuco-api/tuco-api.ts'
import { until } from '../until.ts'
import { createWorld, portalId, type World } from '../world.ts'

const address = '+15550100008'
const secret = 'a-webhook-secret'
const events = ['message.sent', 'message.failed', 'message.fallback', 'message.reply', 'message.opened']

let world: World
let api: TucoApi
const webhook = { url: '', secret, events }
beforeAll(async () => {
  api = createTucoApi({ apiKey: 'tuco_sk_1', lines: [{ id: 'line-1', phone: address }], webhook })
  const settings = { url: await api.listen(), apiKey: 'tuco_sk_1', lineId: 'line-1', webhookSecret: secret }
  world = await createWorld({
    config: {
      lines: [{ id: 'tuco', label: 'Tuco', provider: 'tuco', channel: 'imessage', address, settings }],
    },
  })
  webhook.url = `${world.url}/webhooks/${portalId}/tuco`
})
afterAll(async () => {
  await world.close()
  await api.close()
})

test.each(['Recipient is on the Do Not Contact list', 'Contact opted out'])(
  'a failure that says “%s” is an opt-out: nothing more leaves',
  async (said) => {
    const contact = await world.contact({ mobilephone: `+120255572${String(said.length).padStart(2, '0')}` })
    const id = await world.accepted(contact, 'Hello', { line: 'tuco' })
    await until(async () => expect((await world.shown(contact))[0]).toMatchObject({ id, status: 'sending' }))
    await until(() => expect(api.messages()).not.toEqual([]))
    api.report(api.messages().at(-1)?._id ?? '', 'message.failed', said)
    await until(async () => {
      const { lines } = (await world.card('conversation', { contact })).body
      expect(lines.find((line) => line.id === 'tuco')?.obstacle).toMatchObject({ is: 'opted_out' })
    })
    const before = api.messages().length
    const again = await world.card('send-message', {
      contact,
      lineId: 'tuco',
      body: 'Again',
      idempotencyKey: randomUUID(),
    })
    expect(again).toMatchObject({ status: 422, problem: { code: 'opted_out' } })
    expect(api.messages()).toHaveLength(before)
  },
)

test('what a colleague sends in Tuco stands in the conversation, once', async () => {
  const contact = await world.contact({ mobilephone: '+12025557299' })
  const message = {
    _id: 'm-9',
    batchId: null,
    message: 'From a colleague',
    recipientPhone: '+12025557299',
    fromLineId: 'line-1',
  }
  for (const event of ['message.sent', 'message.opened']) {
    api.tell({ event, timestamp: new Date().toISOString(), messageId: 'm-9', message, data: {} })
  }
  await until(async () => {
    const shown = (await world.shown(contact)).map(({ body, source, status }) => `${body} ${source} ${status}`)
    expect(shown).toEqual(['From a colleague elsewhere read'])
  })
})
