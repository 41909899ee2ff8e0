import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { environmentOf, startRelayProcess } from '../relay-process.ts'
import { createWorld } from '../world.ts'

test('a relay that does not get its port says so in one sentence, and has claimed and sent nothing', async () => {
  const world = await createWorld()
  await world.database.query(`update line set state = 'paused'`)
  await world.accepted(await world.contact(), 'Not by the one that does not start')
  await world.relay.stop()
  await world.database.query(`update line set state = 'active'`)
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(world.config.port, '127.0.0.1', resolve))

  const relay = startRelayProcess({ ...environmentOf(world.config), LOG_LEVEL: 'error' })
  expect(await relay.ended).toBe(1)
  expect(relay.lines).toEqual([
    `Port ${world.config.port} of 127.0.0.1 is taken, perhaps by a relay that runs already. Stop what listens there, or set PORT to another one.`,
  ])
  expect(await world.database.query('select state, attempts from delivery')).toEqual([{ state: 'due', attempts: 0 }])
  expect(world.phones.phone('+12025550143').messages()).toEqual([])

  await new Promise((resolve) => other.close(resolve))
  const again = startRelayProcess(environmentOf(world.config))
  await again.ready
  again.kill('SIGTERM')
  expect(await again.ended).toBe(0)
  await world.close()
}, 60_000)
