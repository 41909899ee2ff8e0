import { once } from 'node:events'
import { Agent, request as httpRequest, type IncomingMessage } from 'node:http'
import { connect, type Socket } from 'node:net'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { ask } from '../test/ask.ts'
import pino from 'pino'
import { until } from '../test/until.ts'
import { createWorld, type World } from '../test/world.ts'
import { allProviders } from '../workbench/simulator/all-providers.ts'
import { createRelay } from './relay.ts'

let world: World
const worlds: World[] = []
beforeEach(async () => {
  world = await createWorld()
  worlds.push(world)
})
afterAll(async () => {
  for (const one of worlds) await one.close()
})

const port = () => Number(new URL(world.url).port)

test('a request that is under way when the relay stops is answered, and its connection is not waited for', async () => {
  const agent = new Agent({ keepAlive: true })
  const request = httpRequest({ port: port(), method: 'POST', path: '/card/messages', agent })
  request.write('{"half":')
  const [socket] = (await once(request, 'socket')) as [Socket]
  if (socket.connecting) await once(socket, 'connect')
  // It is being read once a later request has been answered.
  await ask(world.url, { method: 'GET', target: '/healthz' })
  const since = Date.now()
  const stopped = world.relay.stop(10_000)
  request.end('1}')
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  response.resume()
  expect(response.statusCode).toBe(401)
  await stopped
  expect(Date.now() - since).toBeLessThan(5_000)
  agent.destroy()
})

test('callers that say nothing more do not keep the relay from stopping past its limit', async () => {
  const silent = connect(port(), '127.0.0.1')
  const stalled = connect(port(), '127.0.0.1')
  await Promise.all([once(silent, 'connect'), once(stalled, 'connect')])
  stalled.write('POST /card/messages HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{')
  for (const socket of [silent, stalled]) socket.on('error', () => socket.destroy())
  await ask(world.url, { method: 'GET', target: '/healthz' })
  const since = Date.now()
  await world.relay.stop(500)
  expect(Date.now() - since).toBeLessThan(5_000)
})

test('a relay that fails while it is made leaves no connection behind', async () => {
  const { config, database } = world
  await world.relay.stop()
  const others = () =>
    database.query(
      `select application_name from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid() and application_name = 'homing-jobs'`,
    )
  await until(async () => expect(await others()).toEqual([]))
  const log = pino({ level: 'silent' })
  // Known only when the server is made, long after the jobs were opened.
  const trustedProxies = ['no address']
  await expect(createRelay({ ...config, trustedProxies }, { database, log, providers: allProviders })).rejects.toThrow(
    'invalid IP address',
  )
  await until(async () => expect(await others()).toEqual([]))
})
