import { createHubSpot } from '../../workbench/hubspot/hubspot.ts'
import type { Piece } from '../stage/perform.ts'
import { account } from '../stage/relay-settings.ts'
import { temporaryFolder } from '../stage/temporary-folder.ts'
import { openPostOffice } from './providers/post-office.ts'
import { attempt } from './signatures/attempt.ts'
import { findDoors } from './signatures/find-doors.ts'
import { openRelay } from './signatures/open-relay.ts'
import { rightWays } from './signatures/right-ways.ts'
import { selfCheck } from './signatures/self-check.ts'
import { connected } from './signatures/stage-secrets.ts'
import { tryWrong } from './signatures/try-wrong.ts'
import { remember } from './signatures/weak-verifiers.ts'
import { openWebhookLines } from './signatures/webhook-doors.ts'
import { wrongRequests } from './signatures/wrong-requests.ts'
import { wrongSignatures } from './signatures/wrong-signatures.ts'
import { wrongTimes } from './signatures/wrong-times.ts'

/** Ways to be wrong that must have been tried, whatever the number of surfaces. */
const fewestWays = 60

/**
 * Every signed surface of a relay, with requests that are wrong in one respect each and with right ones in every variant.
 * Accepted is whatever got past the door, by the answer or by what is stored afterwards. In the same run verifiers with a
 * mistake stand before the relay: each must make something wrong count as accepted, or the run fails.
 */
export const signatures: Piece = async (stage) => {
  const folder = temporaryFolder(stage)
  const hubspot = createHubSpot({
    portals: [account, connected].map(({ portalId, accessToken }) => ({
      portalId: Number(portalId),
      accessToken,
      scopes: [...account.scopes, 'settings.users.read'],
      users: [{ id: 7, email: 'ada@example.com', firstName: 'Ada', lastName: 'Admin', superAdmin: true }],
    })),
  })
  await hubspot.listen()
  stage.atEnd(() => hubspot.close())
  // Ids begin anew in each account, so that both have a contact of this one.
  for (const { portalId } of [account, connected]) {
    connected.contactId = hubspot.seedContact(Number(portalId), { mobilephone: '+14155561001' })
  }
  const office = await openPostOffice()
  stage.atEnd(() => office.close())
  const { lines, surfaces: webhookDoors } = await openWebhookLines(stage, office)
  const relay = await openRelay(stage, { folder, publicUrl: office.url, hubspotUrl: hubspot.url, lines })
  const surfaces = await findDoors(relay, office.url, webhookDoors)
  stage.say(`${surfaces.length} signed surfaces; the relay is ready`)

  const figures = { cases: 0, accepted: 0, valid: 0, refused: 0 }
  const ways = new Set<string>()
  const checked = { caught: 0, unnoticed: 0 }
  for (const found of surfaces) {
    if (stage.signal.aborted) break
    const { remembering: surface, signed } = remember(found)
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
      const kept = surface.stores && (!trial.senseless || (surface.keepsUnread && trial.sent.body.length > 0))
      if (passed && stored === (kept ? 1 : 0)) continue
      figures.refused += 1
      stage.say(`refused although right: ${surface.name}: ${trial.name}: ${said}, ${stored} stored`)
    }
    figures.cases += wrong.length
    for (const { name } of wrong) ways.add(name)
    const accepted = await tryWrong(relay, surface, wrong)
    figures.accepted += accepted.length
    for (const one of accepted) stage.say(`accepted although wrong: ${surface.name}: ${one}`)
    const { caught, unnoticed } = await selfCheck(signed, wrong, at, async (trial) => {
      const { passed, stored } = await attempt(relay, surface, trial)
      return passed || stored > 0
    })
    checked.caught += caught
    checked.unnoticed += unnoticed.length
    for (const one of unnoticed) stage.say(`self-check: ${surface.name} would not notice ${one}`)
    stage.say(`${surface.name}: ${wrong.length} wrong, ${right.length} right, ${caught} weak verifiers caught`)
  }
  stage.say(`${ways.size} different ways to be wrong`)
  stage.say(`self-check: ${checked.caught} weak verifiers caught, ${checked.unnoticed} not`)
  const sound = figures.accepted + figures.refused === 0 && figures.valid > 0 && ways.size >= fewestWays
  const passed = sound && checked.caught > 0 && checked.unnoticed === 0
  return { figures, passed }
}
