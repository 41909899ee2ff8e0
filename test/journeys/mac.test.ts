import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createBlueBubblesApi, type BlueBubblesApi } from '../../workbench/bluebubbles-api/bluebubbles-api.ts'
import { until } from '../until.ts'
import { createWorld, portalId, type TestContact, type World } from '../world.ts'
import { openInbox } from '../../workbench/open-inbox.ts'

let world: World
let mac: BlueBubblesApi
/** The company's own file server, which has one picture. */
let files: Server
let host: string
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)
beforeAll(async () => {
  files = createServer((_, response) => response.writeHead(200, { 'content-type': 'image/png' }).end(png))
  await new Promise<void>((resolve) => files.listen(0, '127.0.0.1', resolve))
  host = `127.0.0.1:${(files.address() as AddressInfo).port}`
  mac = createBlueBubblesApi({ password: 'a-password' })
  const settings = { url: await mac.listen(), password: 'a-password', webhookToken: 'line-token-1' }
  world = await createWorld({
    pace: { catchUp: 300 },
    config: {
      routing: { attachmentHosts: [host] },
      lines: [
        { id: 'mac', label: 'Mac', provider: 'bluebubbles', channel: 'imessage', address: '+15550100009', settings },
      ],
    },
  })
  mac.addWebhook(`${world.url}/webhooks/${portalId}/mac/line-token-1`, ['*'])
  await until(async () => {
    const [row] = await world.database.query<{ cursor: string | null }>('select cursor from line')
    expect(row?.cursor).toBeTruthy()
  })
})
afterAll(async () => {
  await world.close()
  await mac.close()
  await new Promise((resolve) => files.close(resolve))
})

let given = 0
const number = ({ properties }: TestContact) => properties.mobilephone!
const person = () => world.contact({ mobilephone: `+1202555${7100 + given++}` })
const texts = async (contact: TestContact) => (await world.shown(contact)).map(({ body }) => body)
const photo = { guid: 'at_0', mimeType: 'image/jpeg', transferName: 'IMG_1.jpeg', totalBytes: 9 }

test('a picture whose file is told a moment later is one message with the picture, on card and timeline', async () => {
  const contact = await person()
  const { guid } = mac.write({ from: number(contact), body: '\uFFFC' })
  await until(async () => expect(await texts(contact)).toEqual(['A file came that the Mac does not show yet.']))
  mac.attach(guid, [photo])
  await until(async () => {
    const [message, ...others] = await world.shown(contact)
    expect(others).toEqual([])
    expect(message).toMatchObject({ body: 'Attached: IMG_1.jpeg', attachments: [{ name: 'IMG_1.jpeg' }] })
  })
  await until(() => expect(world.timeline(contact).join()).toContain('Attached: IMG_1.jpeg'))
  expect(world.timeline(contact)).toHaveLength(1)
})

test('what was changed while no webhook came is shown all the same: edited, taken back, completed', async () => {
  const contact = await person()
  const from = number(contact)
  const [price, oh, file] = ['Price is 100', 'Oh', '\uFFFC'].map((body) => mac.write({ from, body }).guid)
  await until(async () => expect(await texts(contact)).toHaveLength(3))
  mac.misbehave({ mode: 'webhooks', how: 'drop' })
  mac.edit(price!, 'Price is 1000')
  mac.edit(oh!, null)
  mac.attach(file!, [photo])
  await until(async () => {
    const shown = (await texts(contact)).toSorted()
    expect(shown).toEqual(['Attached: IMG_1.jpeg', 'Price is 1000', expect.stringMatching(/taken back/)])
  })
  mac.misbehave()
})

test('what an iPhone forwards as SMS is answered as SMS', async () => {
  const contact = await person()
  mac.write({ from: number(contact), body: 'Hi by SMS', chatGuid: `SMS;-;${number(contact)}` })
  await until(async () => expect(await world.shown(contact)).toMatchObject([{ body: 'Hi by SMS', service: 'SMS' }]))
  await world.accepted(contact, 'Hello by SMS', { line: 'mac' })
  await until(() => {
    const sent = mac.rows().filter(({ isFromMe, address }) => isFromMe && address === number(contact))
    expect(sent).toMatchObject([{ text: 'Hello by SMS', chatGuid: `SMS;-;${number(contact)}` }])
  })
})

test('what somebody types on the Mac is shown once, and ours is not shown twice', async () => {
  const contact = await person()
  await world.accepted(contact, 'Ours', { line: 'mac' })
  await until(() => expect(mac.rows().some(({ text }) => text === 'Ours')).toBe(true))
  await mac.idle()
  const { guid } = mac.type({ to: number(contact), body: 'By hand' })
  mac.deliver(guid)
  mac.restart()
  await mac.idle()
  await until(async () => {
    const shown = (await world.shown(contact)).map(({ body, source, status }) => `${body} ${source} ${status}`)
    expect(shown.toSorted()).toEqual(['By hand elsewhere delivered', 'Ours card sent'])
  })
  await until(async () => expect(await world.database.query(`select 1 from ${openInbox} i`)).toEqual([]))
  expect(await texts(contact)).toHaveLength(2)
})

test('a message that leaves in parts is one, whatever comes back of its parts', async () => {
  const contact = await person()
  mac.settings.privateApi = false
  const attachments = [{ url: `http://${host}/a.png` }, { url: `http://${host}/b.png` }]
  const sent = { contact, idempotencyKey: randomUUID(), lineId: 'mac', body: 'See both', attachments }
  expect((await world.card('send-message', sent)).status).toBe(200)
  await until(async () => expect((await world.shown(contact))[0]).toMatchObject({ status: 'sent' }))
  mac.settings.privateApi = true
  mac.restart()
  await mac.idle()
  await until(async () => expect(await world.database.query(`select 1 from ${openInbox} i`)).toEqual([]))
  expect(await texts(contact)).toEqual(['See both'])
})

test('the words of a group, and what is changed of them, reach nobody', async () => {
  const contact = await person()
  const { guid } = mac.write({ from: number(contact), body: 'To all of you', chatGuid: 'iMessage;+;chat42' })
  mac.edit(guid, 'To all of you, again')
  mac.attach(guid, [photo])
  mac.write({ from: number(contact), body: 'To you alone' })
  await until(async () => expect(await texts(contact)).toEqual(['To you alone']))
  await mac.idle()
  expect(await texts(contact)).toEqual(['To you alone'])
})
