import { ask, type Heard } from '../ask.ts'
import type { World } from '../world.ts'
import type { Door } from './doors.ts'

/** Asks at a door with this body (text as it is, anything else as JSON), properly signed. */
export function signedAsk(world: World, door: Door, said: unknown, target = door.target): Promise<Heard> {
  const body = Buffer.from(typeof said === 'string' ? said : JSON.stringify(said))
  const signed = door.sign(world, { method: 'POST', target, body, now: new Date() })
  return ask(world.url, { method: 'POST', target, headers: { 'content-type': 'application/json', ...signed }, body })
}
