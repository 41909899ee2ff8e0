import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTwilioApi, type TwilioApi } from '../../workbench/twilio-api/twilio-api.ts'
import { closedPort } from '../providers/closed-port.ts'
import { until } from '../until.ts'
import { createWorld, portalId, type TestContact, type World } from '../world.ts'
import { openInbox } from '../../workbench/open-inbox.ts'

const account = { accountSid: `AC${'0a1b2c3d'.repeat(4)}`, authToken: '5f4dcc3b5aa765d61d8327deb882cf99' }
const number = '+14155550300'

let world: World
let twilio: TwilioApi
beforeAll(async () => {
  world = await createWorld({
    config: {
      routing: { ladder: [{ channel: 'sms', lineId: 'twilio' }], pause: { percent: 50, least: 4, minutes: 60 } },
    },
  })
  const port = await closedPort()
  world.config.lines.push({
    id: 'twilio',
    label: 'Twilio',
    provider: 'twilio',
    channel: 'sms',
    address: number,
    settings: { ...account, apiUrl: `http://127.0.0.1:${port}` },
  })
  await world.restart()
  twilio = createTwilioApi({ ...account, number, smsUrl: `${world.url}/webhooks/${portalId}/twilio` })
  await twilio.vendor.listen(port)
})
afterAll(async () => {
  await twilio.vendor.close()
  await world.close()
})

let given = 0
const phoneOf = (contact: TestContact) => contact.properties.mobilephone!
const person = () => world.contact({ mobilephone: `+1202555${8900 + given++}` })

async function sent(contact: TestContact, body: string): Promise<string> {
  const idempotencyKey = randomUUID()
  await world.card('send-message', { contact, idempotencyKey, lineId: 'twilio', body })
  return until(() => {
    const [message] = twilio.messages().filter((one) => one.to === phoneOf(contact) && one.body === body)
    if (!message) throw new Error('It has not arrived.')
    return message.sid
  })
}

test('a place is a place, and a sign that a phone wrote out stands beside the message that it quotes', async () => {
  const contact = await person()
  const from = phoneOf(contact)
  twilio.write({ from, body: '', parameters: { Latitude: '37.78', Longitude: '-122.39', Label: 'Cafe' } })
  await until(async () => {
    expect((await world.shown(contact)).map(({ body }) => body)).toEqual(['Cafe\n37.78, -122.39'])
  })
  await sent(contact, 'See you there at 5')
  twilio.write({ from, body: 'Loved “See you there at 5”' })
  twilio.write({ from, body: 'Liked “Something else”' })
  await until(async () => {
    const shown = await world.shown(contact)
    expect(shown.map(({ body }) => body)).toEqual([
      'Cafe\n37.78, -122.39',
      'See you there at 5',
      'Liked “Something else”',
    ])
    expect(JSON.stringify(shown[1])).toContain('❤️')
  })
})

test('what Twilio only puts off waits, and what is wrong with the sender pauses the line', async () => {
  const contact = await person()
  const last = async () => (await world.shown(contact)).at(-1)
  twilio.settle(await sent(contact, 'Not now'), 'undelivered', 30001)
  await until(async () => expect(await last()).toMatchObject({ status: 'queued' }))
  twilio.settle(await sent(contact, 'Not from you'), 'undelivered', 30024, 'Words of Twilio')
  await until(async () => expect(await last()).toMatchObject({ status: 'undelivered' }))
  expect((await last())?.problem?.detail).toContain('Words of Twilio')
  await until(async () => {
    const lines = await world.database.query<{ state: string }>("select state from line where id = 'twilio'")
    expect(lines).toEqual([{ state: 'paused' }])
  })
})

test('a sign that a webhook has told is not a message when the list shows it as one', async () => {
  const contact = await person()
  const from = phoneOf(contact)
  await world.database.query("update line set state = 'active' where id = 'twilio'")
  const sid = await sent(contact, 'At six then')
  const sign = (body: string) =>
    twilio.write({ from, body, parameters: { MessageType: 'reaction', OriginalRepliedMessageSid: sid } })
  const signs = async () => {
    const ours = (await world.shown(contact)).find(({ body }) => body === 'At six then')
    return ours?.reactions?.map(({ reaction }) => reaction)
  }
  sign('👍')
  await until(async () => expect(await signs()).toEqual(['👍']))
  sign('❤️')
  await until(async () => expect(await signs()).toEqual(['❤️']))
  // All that has come is listed, as if it were text, and what no webhook told with it.
  const place = JSON.stringify({ at: Date.now() - 60_000, seen: [] })
  await world.relay.stop()
  twilio.write({ from, body: 'See you' })
  await world.database.query("update line set cursor = $1 where id = 'twilio'", [place])
  await world.restart()
  await until(async () => expect((await world.shown(contact)).map(({ body }) => body)).toContain('See you'))
  await until(async () => expect(await world.database.query(`select 1 from ${openInbox} i`)).toEqual([]))
  // A list tells whole seconds, so which of them stands first is open.
  expect((await world.shown(contact)).map(({ body }) => body).toSorted()).toEqual(['At six then', 'See you'])
  expect(await signs()).toEqual(['❤️'])
})
