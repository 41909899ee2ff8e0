import { dumpPortals, horizon, ownWords, type Dump } from './dump.ts'
import { findWords } from './find-words.ts'
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
  /** What somebody is about to say: it may come back to it, now or as a message of its own. */
  say(text: string): void
  /** What came back. */
  hear(by: string, text: string): void
  /** What has changed since the last look, in whatever way, and what the log and the others' rows have come to tell. */
  look(by: string): Promise<void>
}

export async function watchOver(house: House, victim: Inhabitant, others: readonly Inhabitant[]): Promise<Watch> {
  const { database, logged } = house
  const othersIds = others.map(({ portalId }) => portalId)
  const dumpVictim = async (): Promise<Dump> =>
    (await dumpPortals(database, [victim.portalId])).get(victim.portalId) ?? new Map<string, string[]>()
  let since = await horizon(database)
  let before: Dump = await dumpVictim()
  const words = ownWords(before, [...(await dumpPortals(database, othersIds)).values()])
  for (const one of [victim.webhookSecret, victim.phoneKey, victim.accessToken]) words.add(one)
  const wordsIn = findWords(words)
  const asked = new Set<string>()
  const secretsIn = (text: string) => wordsIn(text).filter((word) => !asked.has(word))
  const outside = () =>
    JSON.stringify([
      house.phones.get(victim.portalId)?.messages(),
      house.hubspot.snapshot().portals.find(([portalId]) => portalId === Number(victim.portalId)),
    ])
  let outsideBefore = outside()
  logged.splice(0)
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
    say(text) {
      for (const word of wordsIn(text)) asked.add(word)
    },
    hear(by, text) {
      for (const word of secretsIn(text)) leaks.push({ by, what: `tells "${word}"` })
    },
    async look(by) {
      const now = await dumpVictim()
      leaks.push(...differences(now).map((what) => ({ by, what })))
      before = now
      const outsideNow = outside()
      if (outsideNow !== outsideBefore) leaks.push({ by, what: "something has reached the victim's phones or HubSpot" })
      outsideBefore = outsideNow
      for (const line of logged.splice(0)) {
        for (const word of secretsIn(line)) leaks.push({ by, what: `the log tells "${word}": ${line.slice(0, 200)}` })
      }
      // What they had before has been looked through.
      const from = since
      since = await horizon(database)
      for (const dump of (await dumpPortals(database, othersIds, from)).values()) {
        const told = new Set([...dump.values()].flat().flatMap(secretsIn))
        for (const word of told) leaks.push({ by, what: `another's rows tell "${word}"` })
      }
    },
  }
}
