import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLinqApi, type LinqApi } from '../../workbench/linq-api/linq-api.ts'
import { until } from '../until.ts'
import { createWorld, type World } from '../world.ts'

const numbers = ['+14155550100', '+14155550101', '+14155550102']
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)
/** A picture of this size, unlike any other. */
const picture = (name: string, bytes: number) => Buffer.concat([png, Buffer.from(name), Buffer.alloc(bytes)])

let world: World
let linq: LinqApi
let files: Server
let host: string
const served = new Map<string, Buffer>()
/** What was asked of the file server; how many of these it was busy with at once, at most. */
const asked: string[] = []
const atOnce = { now: 0, most: 0 }
/** The picture of the campaign is not served before this is done. */
const ready = Promise.withResolvers<void>()

beforeAll(async () => {
  files = createServer((request, response) => {
    const path = request.url ?? ''
    asked.push(path)
    atOnce.most = Math.max(atOnce.most, (atOnce.now += 1))
    response.once('close', () => (atOnce.now -= 1))
    const answer = () => response.writeHead(200, { 'content-type': 'image/png' }).end(served.get(path))
    if (path.startsWith('/campaign')) void ready.promise.then(answer)
    // As a host that is busy itself, and does not say how large its files are.
    else setTimeout(answer, 200)
  })
  await new Promise<void>((resolve) => files.listen(0, '127.0.0.1', resolve))
  host = `127.0.0.1:${(files.address() as AddressInfo).port}`
  world = await createWorld({ config: { routing: { attachmentHosts: [host] }, fileMemory: 25_000_000 } })
  linq = createLinqApi({ token: 'a-token', secret: 'whsec_c2VjcmV0', numbers, subscriptions: [] })
  const settings = { url: await linq.listen(), apiToken: 'a-token', webhookSecret: 'whsec_c2VjcmV0' }
  const line = { provider: 'linq', channel: 'imessage', settings } as const
  world.config.lines.push(...numbers.map((address, at) => ({ ...line, id: `linq${at}`, label: `Linq ${at}`, address })))
  await world.restart()
})
afterAll(async () => {
  await world.close()
  await linq.close()
  await new Promise((resolve) => files.close(resolve))
})

let given = 0
async function send(path: string, at = given % numbers.length): Promise<void> {
  const contact = await world.contact({ mobilephone: `+1202555${8300 + given++}` })
  const attachments = [{ url: `http://${host}${path}` }]
  const wish = { contact, idempotencyKey: randomUUID(), lineId: `linq${at}`, body: `Look: ${path}`, attachments }
  expect((await world.card('send-message', wish)).status).toBe(200)
}
const sent = (path: string) =>
  linq.messages().filter(({ parts }) => parts.some(({ value }) => value === `Look: ${path}`))

test('many messages with one picture fetch it once, and each carries it', async () => {
  const path = '/campaign.png'
  served.set(path, picture(path, 1_000))
  for (let count = 0; count < 20; count += 1) await send(path)
  await until(() => expect(asked).toContain(path))
  ready.resolve()
  await until(() => expect(sent(path)).toHaveLength(20))
  for (const { files } of sent(path)) expect(files[0]?.content.equals(served.get(path)!)).toBe(true)
  await send(path)
  await until(() => expect(sent(path)).toHaveLength(21))
  expect(asked.filter((one) => one === path)).toHaveLength(1)
})

test('many large files at once are fetched as far as there is room for them, and all of them leave', async () => {
  const paths = Array.from({ length: 18 }, (_, index) => `/large-${index}.png`)
  for (const path of paths) served.set(path, picture(path, 6_000_000))
  atOnce.most = 0
  await Promise.all(paths.map((path) => send(path)))
  await until(() => expect(paths.flatMap(sent)).toHaveLength(paths.length), 60_000)
  for (const path of paths) {
    expect(sent(path)[0]?.files[0]?.content.equals(served.get(path)!), path).toBe(true)
  }
  // Three lines carry eight messages each at once, with ten megabytes each.
  expect(atOnce.most).toBeLessThanOrEqual(2)
}, 90_000)
