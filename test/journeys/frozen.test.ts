import { createServer, request as ask, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createSecretKey, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { doors } from '../bad-input/doors.ts'
import { signedAsk } from '../bad-input/signed-ask.ts'
import { environmentOf, startRelayProcess, type RelayProcess } from '../relay-process.ts'
import { until } from '../until.ts'
import { createWorld, portalId, type World } from '../world.ts'

// A process of its own begins here, which takes long on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let world: World
let running: RelayProcess | undefined
/** Before the phone network: it holds every question whether a phone can be reached until it is told. */
let gate: Server
let asked: () => void
const isAsked = new Promise<void>((resolve) => (asked = resolve))
let letPass: () => void
const mayPass = new Promise<void>((resolve) => (letPass = resolve))

beforeAll(async () => {
  world = await createWorld({ relay: false, config: { masterKeys: [createSecretKey(randomBytes(32))] } })
  gate = createServer((request, response) => {
    void (async () => {
      if (request.url?.startsWith('/reach')) {
        asked()
        await mayPass
      }
      const { method, headers } = request
      const far = ask(new URL(request.url ?? '/', world.phones.url), { method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(response)
      })
      far.on('error', () => response.destroy())
      request.pipe(far)
    })()
  })
  await new Promise<void>((resolve) => gate.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  running?.kill('SIGCONT')
  running?.kill('SIGKILL')
  await running?.ended
  letPass()
  gate.closeAllConnections()
  await new Promise((resolve) => gate.close(resolve))
  await world.close()
})

test('a process that was frozen between its claim and the call sends nothing by a line that was removed meanwhile', async () => {
  const url = `http://127.0.0.1:${(gate.address() as AddressInfo).port}`
  const [sms, imessage] = world.config.lines
  const lines = [sms!, { ...imessage!, settings: { ...imessage!.settings, url } }]
  const routing = { ladder: [{ channel: 'imessage' }, { channel: 'sms', when: { notCapable: true } }] }
  running = startRelayProcess({
    ...environmentOf({ ...world.config, lines }),
    ROUTING: JSON.stringify(routing),
  })
  await running.ready
  const contact = await world.contact({ firstname: 'Ada', mobilephone: '+12025590001' })
  await world.accepted(contact, 'Not any more', { line: 'imessage' })
  // It has claimed the message, and asks first whether the phone has the channel.
  await isAsked
  running.kill('SIGSTOP')

  // Another process serves the admin meanwhile.
  const other = await world.another()
  const door = doors['POST /admin/lines']![0]!
  const say = async (path: string, body: object) => {
    const target = `/admin/settings${path}`
    const { text } = await signedAsk(
      Object.create(world, { url: { value: other.url } }) as World,
      { ...door, target },
      { portalId, ...body },
      target,
    )
    return JSON.parse(text) as { version: number; sections: { lines: { id: string }[] } }
  }
  const { version, sections } = await say('', {})
  const left = sections.lines.filter(({ id }) => id !== 'imessage')
  expect(await say('/save', { version, sections: { lines: left, routing: null } })).toMatchObject({ version: 2 })

  letPass()
  running.kill('SIGCONT')
  await until(async () => {
    const [row] = await world.database.query(
      'select d.state, l.state as line from delivery d join line l on l.id = d.line_id',
    )
    expect(row).toEqual({ state: 'due', line: 'retired' })
  })
  expect(world.phones.phone('+12025590001').messages()).toEqual([])
})
