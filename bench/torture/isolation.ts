import type { Piece } from '../stage/perform.ts'
import { askAs } from './isolation/ask-as.ts'
import { attemptsAt } from './isolation/attempts.ts'
import { belongings } from './isolation/belongings.ts'
import { dumpPortal, fillWithCanaries, ownWords } from './isolation/dump.ts'
import { enqueueAll } from './isolation/enqueue-all.ts'
import { live } from './isolation/live.ts'
import { openHouse, type House } from './isolation/open-house.ts'
import { attackers, inhabitants, victim } from './isolation/portals.ts'
import { readRoutes } from './isolation/read-routes.ts'

/** Attempts that must have been made, whatever the number of routes. */
const fewest = 500

/**
 * Accounts on one relay that try everything to meet another's: every kind of its ids at every route and in every job. A leak is
 * anything of the other's in an answer or in the log, a row of it that changed, and whatever reached its people or its HubSpot.
 */
export const isolation: Piece = async (stage) => {
  const house = await openHouse(stage)
  const { database } = house
  for (const one of inhabitants) await live(house, one)
  await house.quiet(inhabitants.map(({ portalId }) => portalId))
  const filled = await fillWithCanaries(database, victim.portalId)
  const before = await dumpPortal(database, victim.portalId)
  const others = await Promise.all(attackers.map(({ portalId }) => dumpPortal(database, portalId)))
  const words = ownWords(before, others)
  for (const one of [victim.webhookSecret, victim.phoneKey, victim.accessToken]) words.add(one)
  const empty = [...before].filter(([, rows]) => rows.length === 0).map(([table]) => table)
  stage.say(
    `the victim has ${words.size} words of its own, ${filled} put into empty fields; no rows in ${empty.join(', ')}`,
  )
  const outside = () => JSON.stringify([house.phones.get(victim.portalId)?.messages(), hubspotOf(house)])
  const outsideBefore = outside()
  const loggedBefore = house.logged.length

  const figures = { attempts: 0, leaks: 0 }
  const leak = (what: string) => {
    figures.leaks += 1
    if (figures.leaks <= 40) stage.say(`leak: ${what}`)
  }
  const asked = new Set<string>()
  const theirs = await belongings(house, victim)
  const routes = await readRoutes(house.url)
  const statuses = new Map<number, number>()
  for (const attacker of attackers) {
    const own = await belongings(house, attacker)
    for (const { name, proof, wish } of routes.flatMap((route) => attemptsAt(route, attacker, own, theirs))) {
      if (stage.signal.aborted) break
      figures.attempts += 1
      const said = decodeURIComponent(wish.target.replaceAll('+', ' ')) + wish.body.toString()
      const { status, text } = await askAs(house.url, attacker, proof, wish)
      if (status === 500) stage.say(`a fault, but no leak: ${name}: ${text.slice(-300)}`)
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
      for (const word of words) {
        // What somebody has said itself may come back to it, now or as a message of its own.
        if (said.includes(word)) asked.add(word)
        else if (!asked.has(word) && text.includes(word)) leak(`${name}: the answer (${status}) tells "${word}"`)
      }
    }
  }
  stage.say(`answers by status: ${JSON.stringify(Object.fromEntries(statuses))}`)
  const jobs = await enqueueAll(house, theirs)
  figures.attempts += jobs
  stage.say(`${jobs} jobs`)

  for (const line of house.logged.slice(loggedBefore)) {
    const word = [...words].find((one) => !asked.has(one) && line.includes(one))
    if (word !== undefined) leak(`the log tells "${word}": ${line.slice(0, 200)}`)
  }
  for (const [table, rows] of await dumpPortal(database, victim.portalId)) {
    const old = before.get(table) ?? []
    for (const row of rows) if (!old.includes(row)) leak(`${table} has come to ${row}`)
    for (const row of old) if (!rows.includes(row)) leak(`${table} had ${row}`)
  }
  if (outside() !== outsideBefore) leak("something has reached the victim's phones or HubSpot")
  return { figures, passed: figures.leaks === 0 && figures.attempts >= fewest }
}

function hubspotOf({ hubspot }: House): unknown {
  return hubspot.snapshot().portals.find(([portalId]) => portalId === Number(victim.portalId))
}
