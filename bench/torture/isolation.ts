import { parseArgs } from 'node:util'
import type { Piece } from '../stage/perform.ts'
import { belongings, ownOnly } from './isolation/belongings.ts'
import { fillWithCanaries } from './isolation/dump.ts'
import { live } from './isolation/live.ts'
import { openHouse } from './isolation/open-house.ts'
import { plants, untriable } from './isolation/plants.ts'
import { connectedOne, inhabitants, otherOne, privateOne, type Inhabitant } from './isolation/portals.ts'
import { seedTables } from './isolation/seed-tables.ts'
import { selfCheck } from './isolation/self-check.ts'
import { tryHandles } from './isolation/try-handles.ts'
import { jobFields, tryJobs } from './isolation/try-jobs.ts'
import { tryRoutes, type Attack } from './isolation/try-routes.ts'
import { watchOver, type Leak } from './isolation/watch.ts'

/** Attempts that must have been made, whatever the number of routes. */
const fewest = 500

/** Who tries to meet what is whose: by each edition, each other's. */
const pairs: [attacker: Inhabitant, victim: Inhabitant][] = [
  [connectedOne, privateOne],
  [connectedOne, otherOne],
  [privateOne, otherOne],
]

/**
 * Accounts on one relay that try everything to meet another's: every kind of its ids at every route, in every job and in
 * statements that forget their account. A leak is anything of the other's in an answer, in the log or in somebody else's
 * rows, a row of it that changed, and whatever reached its people or its HubSpot. In the same run a relay with leaks on
 * purpose is tried: one that goes unheard fails the run, and so does a route or a job for which there was no attempt.
 */
export const isolation: Piece = async (stage) => {
  const { values } = parseArgs({ args: stage.args, options: { routes: { type: 'string', default: '' } } })
  const only = new RegExp(values.routes)
  const house = await openHouse(stage)
  const { database } = house
  const portalIds = inhabitants.map(({ portalId }) => portalId)
  for (const one of inhabitants) await live(house, one)
  await house.quiet(portalIds)
  // Whatever an account does by its own clock would count as done to it.
  await database.query(`update task set due_at = instant() + interval '1 day'`)
  const seeded = new Set<string>()
  for (const victim of [privateOne, otherOne]) {
    const rest = portalIds.filter((portalId) => portalId !== victim.portalId)
    // Who attacks as well must be able to read its own rows.
    if (victim === otherOne) await fillWithCanaries(database, victim.portalId)
    for (const table of await seedTables(database, victim.portalId, rest)) seeded.add(table)
  }
  stage.say(`every table with a portal_id has a row of the victims; put there by name: ${[...seeded].join(', ')}`)

  const figures = { attempts: 0, leaks: 0 }
  const open = new Set<string>()
  const missing = new Set<string>()
  const known = new Set<string>()
  async function prepare(attacker: Inhabitant, victim: Inhabitant): Promise<Attack> {
    const watch = await watchOver(
      house,
      victim,
      inhabitants.filter((one) => one !== victim),
    )
    const own = await belongings(house, attacker)
    const theirs = ownOnly(await belongings(house, victim), own)
    return { house, attacker, own, theirs, watch, say: stage.say, signal: stage.signal }
  }
  function tell(leaks: readonly Leak[]): void {
    figures.leaks += leaks.length
    for (const { by, what } of leaks.slice(0, 20)) stage.say(`leak: ${by}: ${what.slice(0, 400)}`)
  }
  for (const [attacker, victim] of pairs) {
    if (stage.signal.aborted) break
    const attack = await prepare(attacker, victim)
    const routes = await tryRoutes(attack, ({ path }) => only.test(path))
    const jobs = await tryJobs(attack, jobFields)
    const statements = await tryHandles(attack)
    routes.known.forEach((name) => known.add(name))
    routes.opened.forEach((name) => open.add(name))
    jobs.untried.forEach((name) => missing.add(name))
    figures.attempts += routes.attempts + jobs.attempts + statements
    tell(attack.watch.leaks)
    stage.say(
      `${attacker.portalId} at ${victim.portalId}, which has ${attack.watch.words} words and ${Object.keys(attack.theirs).length} kinds of ids of its own: ` +
        `${routes.attempts} requests, ${jobs.attempts} jobs, ${statements} statements`,
    )
  }
  for (const name of known) if (!open.has(name)) missing.add(name)
  for (const name of missing) stage.say(`no attempt: ${name}`)
  // A look at some routes, for whoever is at work on them, is none at all of them.
  if (values.routes) return { figures, passed: false }

  const unheard = await selfCheck(house, portalIds, otherOne, () => prepare(connectedOne, otherOne))
  for (const name of unheard) stage.say(`self-check: nobody heard of ${name}`)
  const planted = plants.length + untriable.length
  stage.say(`self-check: ${planted - unheard.length} of ${planted} mistakes on purpose were heard of`)
  const passed = figures.leaks === 0 && figures.attempts >= fewest && missing.size === 0 && unheard.length === 0
  return { figures, passed }
}
