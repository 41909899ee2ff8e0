import { dumpPortal, ownWords, type Dump } from './dump.ts'
import type { House } from './open-house.ts'
import type { Inhabitant } from './portals.ts'

/** What was met of somebody else's: where, and what. */
export interface Leak {
  by: string
  what: string
}

/** Looks after one account's rows, words, phones and HubSpot while others try to meet them. */
export interface Watch {
  /** How many words are its own. */
  words: number
  leaks: Leak[]
  /** What came back for what was said. */
  hear(by: string, said: string, heard: string): void
  /** What has changed since the last look, in whatever way, and what the log and the others' rows have come to tell. */
  look(by: string): Promise<void>
}

export async function watchOver(house: House, victim: Inhabitant, others: readonly Inhabitant[]): Promise<Watch> {
  const { database, logged } = house
  const dumpOthers = () => Promise.all(others.map(({ portalId }) => dumpPortal(database, portalId)))
  let before = await dumpPortal(database, victim.portalId)
  const words = ownWords(before, await dumpOthers())
  for (const one of [victim.webhookSecret, victim.phoneKey, victim.accessToken]) words.add(one)
  const outside = () =>
    JSON.stringify([
      house.phones.get(victim.portalId)?.messages(),
      house.hubspot.snapshot().portals.find(([portalId]) => portalId === Number(victim.portalId)),
    ])
  let outsideBefore = outside()
  let loggedBefore = logged.length
  const asked = new Set<string>()
  let lastSaid = ''
  const leaks: Leak[] = []

  function differences(now: Dump): string[] {
    return [...now].flatMap(([table, rows]) => {
      const [old, current] = [new Set(before.get(table)), new Set(rows)]
      return [
        ...rows.filter((row) => !old.has(row)).map((row) => `${table} has come to ${row}`),
        ...[...old].filter((row) => !current.has(row)).map((row) => `${table} had ${row}`),
      ]
    })
  }

  return {
    words: words.size,
    leaks,
    hear(by, said, heard) {
      // What somebody has said itself may come back to it, now or as a message of its own. Several have said the same at once.
      if (said !== lastSaid) for (const word of words) if (said.includes(word)) asked.add(word)
      lastSaid = said
      for (const word of words) {
        if (heard.includes(word) && !asked.has(word)) leaks.push({ by, what: `tells "${word}"` })
      }
    },
    async look(by) {
      const now = await dumpPortal(database, victim.portalId)
      leaks.push(...differences(now).map((what) => ({ by, what })))
      before = now
      if (outside() !== outsideBefore) leaks.push({ by, what: "something has reached the victim's phones or HubSpot" })
      outsideBefore = outside()
      const secret = [...words].filter((word) => !asked.has(word))
      for (const line of logged.slice(loggedBefore)) {
        const word = secret.find((one) => line.includes(one))
        if (word !== undefined) leaks.push({ by, what: `the log tells "${word}": ${line.slice(0, 200)}` })
      }
      loggedBefore = logged.length
      for (const dump of await dumpOthers()) {
        const rows = [...dump.values()].flat().join('\n')
        for (const word of secret) if (rows.includes(word)) leaks.push({ by, what: `another's rows tell "${word}"` })
      }
    },
  }
}
