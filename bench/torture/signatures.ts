import { createHubSpot } from '../../workbench/hubspot/hubspot.ts'
import type { Piece } from '../stage/perform.ts'
import { account } from '../stage/relay-settings.ts'
import { temporaryFolder } from '../stage/temporary-folder.ts'
import { openPostOffice } from './providers/post-office.ts'
import { askRaw } from './signatures/ask-raw.ts'
import { functionDoor } from './signatures/function-door.ts'
import { fetchDoor, workflowDoors } from './signatures/hubspot-door.ts'
import { installDoor } from './signatures/install-door.ts'
import { openRelay, type RelayOnTrial } from './signatures/open-relay.ts'
import { rightWays } from './signatures/right-ways.ts'
import { connected } from './signatures/stage-secrets.ts'
import type { Surface, Trial } from './signatures/surface.ts'
import { openWebhookLines } from './signatures/webhook-doors.ts'
import { wrongRequests } from './signatures/wrong-requests.ts'
import { wrongSignatures } from './signatures/wrong-signatures.ts'
import { wrongTimes } from './signatures/wrong-times.ts'

/** Ways to be wrong that must have been tried, whatever the number of surfaces. */
const fewestWays = 60

/** What is said before anybody is believed: the wrong signature, and addresses that lead nowhere. */
const closed = new Set(['unverified', 'not_found', 'unknown_line', 'bad_request'])

/** What a relay asks nobody to prove; who comes back from HubSpot brings a state that was made for one browser. */
const open = /^GET \/(healthz|readyz|oauth\/callback)$/

/**
 * Every signed surface of a relay, with requests that are wrong in one respect each and with right ones in every variant.
 * Accepted is whatever got past the door, by the answer or by what is stored afterwards.
 */
export const signatures: Piece = async (stage) => {
  const folder = temporaryFolder(stage)
  const hubspot = createHubSpot({
    portals: [account, connected].map(({ portalId, accessToken }) => ({
      portalId: Number(portalId),
      accessToken,
      scopes: account.scopes,
    })),
  })
  await hubspot.listen()
  stage.atEnd(() => hubspot.close())
  connected.contactId = hubspot.seedContact(Number(connected.portalId), { mobilephone: '+14155561001' })
  const office = await openPostOffice()
  stage.atEnd(() => office.close())
  const { lines, surfaces: webhookDoors } = await openWebhookLines(stage, office)
  const relay = await openRelay(stage, { folder, publicUrl: office.url, hubspotUrl: hubspot.url, lines })
  const surfaces = [...(await routeDoors(relay, office.url)), ...webhookDoors]
  stage.say(`${surfaces.length} signed surfaces; the relay is ready`)

  const figures = { cases: 0, accepted: 0, valid: 0, refused: 0 }
  const ways = new Set<string>()
  for (const surface of surfaces) {
    if (stage.signal.aborted) break
    const at = Date.now()
    const own = surface.own(at)
    const right = [...rightWays(surface, at), ...own.right]
    const wrong = [
      ...wrongSignatures(surface, at),
      ...wrongTimes(surface, at),
      ...wrongRequests(surface, at),
      ...own.wrong,
    ]
    for (const trial of right) {
      figures.valid += 1
      const { said, passed, stored } = await attempt(relay, surface, trial)
      if (passed && stored === (surface.stores && !trial.senseless ? 1 : 0)) continue
      figures.refused += 1
      stage.say(`refused although right: ${surface.name}: ${trial.name}: ${said}, ${stored} stored`)
    }
    for (const trial of wrong) {
      figures.cases += 1
      ways.add(trial.name)
      const { said, passed, stored } = await attempt(relay, surface, trial)
      if (!passed && stored === 0) continue
      figures.accepted += 1
      stage.say(`accepted although wrong: ${surface.name}: ${trial.name}: ${said}, ${stored} stored`)
    }
    stage.say(`${surface.name}: ${wrong.length} wrong, ${right.length} right`)
  }
  stage.say(`${ways.size} different ways to be wrong`)
  const passed = figures.accepted + figures.refused === 0 && figures.valid > 0 && ways.size >= fewestWays
  return { figures, passed }
}

/** The surfaces that are no webhooks, found by the relay's own list, so that a new route cannot go untried. */
async function routeDoors(relay: RelayOnTrial, origin: string): Promise<Surface[]> {
  const doors: Surface[] = []
  for (const { method, path } of await relay.routes()) {
    const name = `${method} ${path}`
    if (open.test(name) || path.startsWith('/webhooks/{portalId}/{lineId}')) continue
    if (method === 'POST' && /^\/(card|admin)\//.test(path)) doors.push(functionDoor(path, origin))
    if (method === 'POST' && path.startsWith('/card/')) doors.push(fetchDoor(path, origin))
    else if (path === '/workflow/send-message') doors.push(...workflowDoors(path, origin))
    else if (name === 'GET /oauth/install') doors.push(installDoor(path, origin))
    else if (!path.startsWith('/admin/'))
      throw new Error(`${name} has no surface here: say in bench/torture/signatures.ts how it proves itself`)
  }
  return doors
}

async function attempt(
  relay: RelayOnTrial,
  { pages }: Surface,
  { sent, at, beside }: Trial,
): Promise<{ said: string; passed: boolean; stored: number }> {
  const before = await relay.stored()
  relay.stopClock(at)
  const { status, code } = await askRaw(relay.port, sent)
  relay.stopClock(null)
  const stored = (await relay.stored()) - before
  // The answer to HEAD has no body that could say more.
  const wordless = sent.method === 'HEAD' ? status === 404 : pages?.includes(status)
  const refused = closed.has(code) || wordless || status === 0 || (beside && status >= 400)
  return { said: `${status} ${code}`.trim(), passed: !refused, stored }
}
