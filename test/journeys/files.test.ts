import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSendblueApi, type SendblueApi } from '../../workbench/sendblue-api/sendblue-api.ts'
import { until } from '../until.ts'
import { createWorld, portalId, type TestContact, type World } from '../world.ts'

const number = '+14155550300'
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

let world: World
let sendblue: SendblueApi
let files: Server
let host: string
/** What was asked of the company's own file server. */
const asked: string[] = []

beforeAll(async () => {
  files = createServer((request, response) => {
    asked.push(request.url ?? '')
    if (request.url === '/offer.png') response.writeHead(200, { 'content-type': 'image/png' }).end(png)
    else if (request.url === '/page.png') response.writeHead(200, { 'content-type': 'image/png' }).end('<html>Log in')
    else if (request.url === '/away.png') response.writeHead(302, { location: 'http://127.0.0.1:9/secret' }).end()
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => files.listen(0, '127.0.0.1', resolve))
  host = `127.0.0.1:${(files.address() as AddressInfo).port}`
  world = await createWorld({ config: { routing: { attachmentHosts: [host] } } })
  sendblue = createSendblueApi({ keyId: 'an-id', secretKey: 'a-key', lines: [number] })
  const settings = {
    url: await sendblue.listen(),
    keyId: 'an-id',
    secretKey: 'a-key',
    webhookSecret: 'a-webhook-secret',
  }
  world.config.lines.push({
    id: 'blue',
    label: 'Blue',
    provider: 'sendblue',
    channel: 'imessage',
    address: number,
    settings,
  })
  await world.restart()
  sendblue.addWebhook('receive', `${world.url}/webhooks/${portalId}/blue`, 'a-webhook-secret')
})
afterAll(async () => {
  await world.close()
  await sendblue.close()
  await new Promise((resolve) => files.close(resolve))
})

let given = 0
const person = () => world.contact({ mobilephone: `+1202555${8300 + given++}` })
const send = (contact: TestContact, lineId: string, url: string, body = 'See here') =>
  world.card('send-message', {
    contact,
    idempotencyKey: randomUUID(),
    lineId,
    body,
    attachments: [{ url }],
  })
const at = (contact: TestContact) =>
  sendblue.messages().filter((row) => row.to_number === contact.properties.mobilephone)

test('a file goes with the message, and its name stands on the card and the timeline', async () => {
  const contact = await person()
  const url = `http://${host}/offer.png`
  expect((await send(contact, 'blue', url)).status).toBe(200)
  await until(() => expect(at(contact).map((row) => row.media_url)).toEqual([url]))
  expect((await world.shown(contact))[0]?.attachments).toEqual([{ url, contentType: '', name: 'offer.png' }])
  await until(() => expect(world.timeline(contact).join()).toContain('With offer.png'))
})

test.each(['', ' \n\u00a0'])('a file by itself is a message (%j)', async (body) => {
  const contact = await person()
  const url = `http://${host}/offer.png`
  expect((await send(contact, 'blue', url, body)).status).toBe(200)
  await until(() => expect(at(contact).map((row) => [row.media_url, row.content ?? ''])).toEqual([[url, '']]))
  expect((await world.shown(contact))[0]).toMatchObject({ body: '', attachments: [{ name: 'offer.png' }] })
  await until(() => expect(world.timeline(contact).join()).toContain('With offer.png'))
  expect(world.timeline(contact).join()).not.toContain('<p></p>')
})

test.each([
  ['http://127.0.0.1:1/x.png', 'attachment_url_refused'],
  ['https://169.254.169.254/latest/meta-data', 'attachment_url_refused'],
  ['https://[::ffff:10.0.0.1]/x.png', 'attachment_url_refused'],
  ['https://user:secret@files.example/x.png', 'attachment_url_refused'],
])('%s is refused before anything is stored', async (url, code) => {
  const before = await world.stored()
  const answer = await send(await person(), 'blue', url)
  expect(answer.status).toBe(422)
  expect(answer.problem.code).toBe(code)
  expect(await world.stored()).toEqual(before)
})

test('a line that carries text only says so', async () => {
  const answer = await send(await person(), 'sms', `http://${host}/offer.png`)
  expect(answer.problem).toMatchObject({ status: 422, code: 'attachments_not_supported' })
})

test.each([
  ['a file that is not there', '/gone.png', 'attachment_missing'],
  ['a page that calls itself a picture', '/page.png', 'attachment_type_refused'],
  ['a way on into the own network', '/away.png', 'attachment_refused'],
])('%s: the message fails in words, and nothing of it is sent', async (_what, path, code) => {
  const contact = await person()
  expect((await send(contact, 'blue', `http://${host}${path}`)).status).toBe(200)
  await until(async () => expect((await world.shown(contact))[0]?.status).toBe('failed'))
  expect((await world.shown(contact))[0]?.problem?.code).toBe(code)
  expect(at(contact)).toEqual([])
  expect(asked).toContain(path)
})

test('a file of a reply is named on the card', async () => {
  const contact = await person()
  await world.accepted(contact, 'Send me a picture', { line: 'blue' })
  await until(() => expect(at(contact)).toHaveLength(1))
  const media = 'https://cdn.example/files/photo.jpg'
  sendblue.write({ from: contact.properties.mobilephone!, to: number, body: 'Here', media_url: media })
  await until(async () =>
    expect((await world.shown(contact)).at(-1)?.attachments).toMatchObject([{ url: media, name: 'photo.jpg' }]),
  )
})
