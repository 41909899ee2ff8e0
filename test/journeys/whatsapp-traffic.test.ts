import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWhatsAppApi, type WhatsAppApi } from '../../workbench/whatsapp-api/whatsapp-api.ts'
import { closedPort } from '../providers/closed-port.ts'
import { until } from '../until.ts'
import { createWorld, portalId, type TestContact, type World } from '../world.ts'

const number = '+14155550200'

let world: World
let whatsapp: WhatsAppApi
beforeAll(async () => {
  world = await createWorld()
  const account = { phoneNumberId: '106540352242922', accessToken: 'EAAJB0123456789abcdef', appSecret: 'ab'.repeat(16) }
  const port = await closedPort()
  world.config.lines.push({
    id: 'whatsapp',
    label: 'WhatsApp',
    provider: 'whatsapp',
    channel: 'whatsapp',
    address: number,
    settings: { ...account, verifyToken: 'a-word-of-our-own', apiUrl: `http://127.0.0.1:${port}` },
  })
  await world.restart()
  whatsapp = createWhatsAppApi({
    ...account,
    businessAccountId: '102290129340398',
    number,
    callbackUrl: `${world.url}/webhooks/${portalId}/whatsapp`,
  })
  await whatsapp.vendor.listen(port)
})
afterAll(async () => {
  await whatsapp.vendor.close()
  await world.close()
})

const text = (body: string) => ({ type: 'text', text: { body } })
const bodies = async (contact: TestContact) => (await world.shown(contact)).map(({ body }) => body)

/** The id of the message that a change brings. */
const idIn = (change: { value: object }) => (change.value as { messages: { id: string }[] }).messages[0]?.id ?? ''

test('an odd message stops none beside it, and waits for a person with its bytes', async () => {
  const phone = '+12025550821'
  const contact = await world.contact({ mobilephone: phone })
  const { field, value } = whatsapp.written(phone, text('A perfectly good message'))
  const { messages } = value as { messages: object[] }
  const card = { type: 'contacts', contacts: [{ name: { first_name: 'Jo' }, phones: [{ phone: '+1 202-555-0150' }] }] }
  const beside = [{ ...messages[0], id: 'wamid.card', text: undefined, ...card }, { surprise: [{}] }]
  whatsapp.post({ field, value: { ...value, messages: [...beside, ...messages] } })
  await until(async () => {
    const shown = await bodies(contact)
    expect(shown.toSorted()).toEqual(['A perfectly good message', 'Jo +1 202-555-0150'])
  })
  await until(async () => {
    const parked = await world.database.query<{ body: string }>(
      "select convert_from(body, 'utf8') as body from inbox where line_id = 'whatsapp' and parked is not null",
    )
    expect(parked).toEqual([{ body: expect.stringContaining('surprise') }])
  })
})

test('what is done to a message later shows at that message', async () => {
  const phone = '+12025550822'
  const contact = await world.contact({ mobilephone: phone })
  const first = whatsapp.written(phone, text('Price is 100'))
  const second = whatsapp.written(phone, text('Forget this'))
  whatsapp.post(first, second)
  await until(async () => expect(await bodies(contact)).toHaveLength(2))
  const message = text('Price is 1000')
  whatsapp.write(phone, { type: 'edit', edit: { original_message_id: idIn(first), message } })
  whatsapp.write(phone, { type: 'revoke', revoke: { original_message_id: idIn(second) } })
  await until(async () => {
    const shown = await bodies(contact)
    expect(shown).toContain('Price is 1000')
    expect(shown).not.toContain('Forget this')
  })
})

test('what the company wrote on its phone stands in the conversation, once', async () => {
  const phone = '+12025550823'
  const contact = await world.contact({ mobilephone: phone })
  const echo = whatsapp.echoed(phone, text('From the phone'))
  whatsapp.post(echo)
  whatsapp.post(echo)
  await until(async () => {
    const shown = (await world.shown(contact)).map(({ body, direction }) => `${direction} ${body}`)
    expect(shown).toEqual(['outbound From the phone'])
  })
})

test('failed, then delivered and read, is read, and the number is no longer marked', async () => {
  const phone = '+12025550824'
  const contact = await world.contact({ mobilephone: phone })
  whatsapp.write(phone, text('Hello'))
  await until(async () => expect(await bodies(contact)).toEqual(['Hello']))
  await world.card('send-message', { contact, idempotencyKey: 'to-be-read', lineId: 'whatsapp', body: 'Good morning' })
  const { id } = await until(() => {
    const [sent] = whatsapp.sent().filter(({ to }) => to === phone)
    if (!sent) throw new Error('It has not arrived.')
    return sent
  })
  const status = async () => (await world.shown(contact)).find(({ body }) => body === 'Good morning')?.status
  whatsapp.settle(id, 'failed', { code: 131026, title: 'Message undeliverable' })
  await until(async () => expect(await status()).toBe('failed'))
  whatsapp.settle(id, 'delivered')
  whatsapp.settle(id, 'read')
  await until(async () => expect(await status()).toBe('read'))
})
