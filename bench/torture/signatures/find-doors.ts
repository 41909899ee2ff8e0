import { askRaw } from './ask-raw.ts'
import { eventsDoors } from './events-door.ts'
import { fetchDoors } from './fetch-doors.ts'
import { functionDoor, operatorDoor } from './function-door.ts'
import { workflowDoors } from './hubspot-door.ts'
import { installDoor } from './install-door.ts'
import type { RelayOnTrial } from './open-relay.ts'
import type { Surface } from './surface.ts'

/** What a relay asks nobody to prove; who comes back from HubSpot brings a state that was made for one browser. */
const open = /^GET \/(healthz|readyz|oauth\/callback)$/

/** What is said before anybody is believed: the wrong signature, and addresses that lead nowhere. */
export const closed: ReadonlySet<string> = new Set(['unverified', 'not_found', 'unknown_line', 'bad_request'])

/** Where a route is tried: the path with something in place of its parameters. */
export interface RoutePlace {
  method: string
  path: string
  origin: string
}

/** Every way of proving oneself that is no provider's own. Of a family, the first that opens is the one that is meant. */
const families: ((place: RoutePlace) => Surface[])[][] = [
  [functionDoor],
  [operatorDoor],
  [eventsDoors, workflowDoors, fetchDoors],
].map((family) => family.map((make) => (place: RoutePlace) => [make(place)].flat()))

/**
 * The providers' surfaces and those of every other route that the relay documents, found by knocking: each way of proving
 * oneself is tried with a right request, and what opens is a surface. So a new route is tried without anybody naming it here. Throws for a route
 * that nothing opens, for one that opens to everybody, and for a webhook route that no provider's surface leads to.
 */
export async function findDoors(relay: RelayOnTrial, origin: string, webhooks: readonly Surface[]): Promise<Surface[]> {
  const doors: Surface[] = []
  for (const surface of webhooks) {
    const { opened, stored } = await knock(relay, surface)
    if (opened) doors.push({ ...surface, stores: stored > 0 })
    // Not every vendor's line takes deliveries in the address alone.
    else if (surface.draft(0).method !== 'GET') throw new Error(`${surface.name}: a right request is refused`)
  }
  for (const { method, path } of await relay.routes()) {
    const name = `${method} ${path}`
    if (open.test(name)) continue
    if (path.startsWith('/webhooks/{portalId}/{lineId}')) {
      const parts = path.split('/').length
      const leadsHere = (one: Surface) => {
        const drafted = one.draft(0)
        return drafted.method === method && drafted.target.split('?')[0]?.split('/').length === parts
      }
      if (!doors.some(leadsHere)) throw new Error(`${name}: no provider's webhook of the stage comes here`)
      continue
    }
    const place = { method, path: path.replaceAll(/\{\w+\}/g, '1'), origin }
    if (name === 'GET /oauth/install') {
      const surface = installDoor(path, origin)
      doors.push({ ...surface, stores: (await knock(relay, surface)).stored > 0 })
      continue
    }
    const unsigned = await knock(relay, functionDoor(place), true)
    if (unsigned.opened) throw new Error(`${name} believes whoever comes: say in find-doors.ts why it may`)
    const found: Surface[] = []
    for (const family of families) {
      for (const make of family) {
        const opened: Surface[] = []
        for (const surface of make(place)) {
          const heard = await knock(relay, surface)
          if (heard.opened) opened.push({ ...surface, stores: heard.stored > 0 })
        }
        if (opened.length === 0) continue
        found.push(...opened)
        break
      }
    }
    if (found.length === 0) throw new Error(`${name}: nothing known here opens it; say how it proves itself`)
    doors.push(...found)
  }
  return doors
}

/** Whether a right request, or the same without its proof, gets past the door, and how much it leaves behind. */
async function knock(
  relay: RelayOnTrial,
  surface: Surface,
  unsigned = false,
): Promise<{ opened: boolean; stored: number }> {
  const sent = surface.prove(surface.draft(Date.now()))
  const headers = sent.headers.filter(([name]) => !unsigned || !surface.proof.includes(name))
  const before = await relay.stored()
  const { status, code } = await askRaw(relay.port, { ...sent, headers })
  return { opened: status !== 0 && !closed.has(code), stored: (await relay.stored()) - before }
}
