import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWhatsAppApi, type WhatsAppApi, type WhatsAppChange } from '../../workbench/whatsapp-api/whatsapp-api.ts'
import { closedPort } from '../providers/closed-port.ts'
import { until } from '../until.ts'
import { createWorld, portalId, type TestContact, type World } from '../world.ts'

const bsuid = 'US.13491208655302741918'
const phone = '+12025550811'
const number = '+14155550200'

let world: World
let whatsapp: WhatsAppApi
beforeAll(async () => {
  world = await createWorld()
  const account = { phoneNumberId: '106540352242922', accessToken: 'EAAJB0123456789abcdef', appSecret: 'ab'.repeat(16) }
  const apiUrl = `http://127.0.0.1:${await closedPort()}`
  world.config.lines.push({
    id: 'whatsapp',
    label: 'WhatsApp',
    provider: 'whatsapp',
    channel: 'whatsapp',
    address: number,
    settings: { ...account, verifyToken: 'a-word-of-our-own', apiUrl },
  })
  await world.restart()
  whatsapp = createWhatsAppApi({
    ...account,
    businessAccountId: '102290129340398',
    number,
    callbackUrl: `${world.url}/webhooks/${portalId}/whatsapp`,
  })
  await whatsapp.vendor.listen()
})
afterAll(async () => {
  await whatsapp.vendor.close()
  await world.close()
})

const text = (body: string) => ({ type: 'text', text: { body } })
const bodies = async (contact: TestContact) => (await world.shown(contact)).map(({ body }) => body)

/** What the person writes while WhatsApp still names the number, beside the id. */
function withBoth(body: string): WhatsAppChange {
  const change = whatsapp.written(phone, text(body)) as WhatsAppChange & {
    value: { messages: { from_user_id?: string }[] }
  }
  for (const message of change.value.messages) message.from_user_id = bsuid
  return change
}

test('who hides the number after writing with it is the same contact, and so is their STOP', async () => {
  const contact = await world.contact({ mobilephone: phone })
  whatsapp.post(withBoth('With my number'))
  await until(async () => expect(await bodies(contact)).toEqual(['With my number']))
  whatsapp.write(bsuid, text('And without it'))
  await until(async () => expect(await bodies(contact)).toEqual(['With my number', 'And without it']))
  whatsapp.write(bsuid, text('STOP'))
  await until(async () => expect(await bodies(contact)).toHaveLength(3))
  const refused = await world.card('send-message', {
    contact,
    idempotencyKey: 'after-the-stop',
    lineId: 'whatsapp',
    body: 'Hello?',
  })
  expect(refused.problem.code).toBe('opted_out')
})

test('an id that was never seen beside a number waits for a person', async () => {
  whatsapp.write('US.99999999999999999999', text('Guess who'))
  await until(async () =>
    expect(
      await world.database.query("select 1 from message where body = 'Guess who' and contact_id is null"),
    ).toHaveLength(1),
  )
})
