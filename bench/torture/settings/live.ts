import { setTimeout as wait } from 'node:timers/promises'
import type { Stage } from '../../stage/perform.ts'
import { waitUntil } from '../providers/wait-until.ts'
import { changeSettings, type AdminNeeds, type Cast } from './admin.ts'
import type { House, Person } from './house.ts'
import { knock } from './knock.ts'
import { makeTrouble } from './make-trouble.ts'
import type { Senders } from './senders.ts'

export interface Lived {
  /** Webhooks that were taken. */
  webhooks: number
  frozen: number
  cut: number
}

/** Of each account, at once; and the most milliseconds that each of them rests between two deeds. */
const admins = { count: 2, rest: 3_500 }
const workflows = { count: 2, rest: 1_600 }
const vendor = { count: 1, rest: 4_000 }

/** Accounts whose admins, workflows and vendor all work at once, while the relays are troubled, until `enough`. */
export async function live(
  stage: Stage,
  house: House,
  casts: readonly { cast: Cast; people: readonly Person[] }[],
  needs: AdminNeeds,
  given: { sending: Senders; enough: () => boolean },
): Promise<Lived> {
  const { database, relays, urls } = house
  const { sending, enough } = given
  let webhooks = 0
  const trouble = makeTrouble(database, relays, urls().length)
  const told = setInterval(() => {
    const { saves, conflicts, rotated, removed, rolledBack } = needs.ledger
    stage.say(
      `${saves.length} saves, ${conflicts} conflicts, ${rotated} rotated, ${removed} removed, ${rolledBack} brought back; ` +
        `${sending.accepted.length} accepted, ${house.vendor.calls.length} calls, ${webhooks} webhooks; ` +
        `${trouble.frozen()} frozen, ${trouble.cut()} cut`,
    )
  }, 15_000)
  const again = async (rest: number, deed: () => Promise<unknown>) => {
    while (!enough() && !stage.signal.aborted) {
      await deed()
      await wait(Math.random() * rest)
    }
  }
  const several = (count: number, one: () => Promise<void>) => Array.from({ length: count }, one)
  await Promise.all(
    casts.flatMap(({ cast, people }) => [
      ...several(admins.count, () => again(admins.rest, () => changeSettings(cast, needs))),
      ...several(workflows.count, () =>
        again(workflows.rest, async () => {
          // Now and then by a line that is gone.
          const lines = [...cast.lines, ...cast.gone.slice(-1)]
          if (lines.length > 0) await sending.send(cast.portalId, anyOf(people), anyOf(lines))
        }),
      ),
      ...several(vendor.count, () =>
        again(vendor.rest, async () => {
          const isChanging = () => isAsked(needs, cast.portalId)
          if (await knock(cast, anyOf(people), urls, { wrongs: needs.wrongs, isChanging })) webhooks += 1
        }),
      ),
    ]),
  )
  clearInterval(told)
  await trouble.stop()
  await waitUntil(() => sending.open() === 0, 30_000, 100)
  return { webhooks, frozen: trouble.frozen(), cut: trouble.cut() }
}

/** Whether somebody has asked for a change of late, and has no answer yet. */
function isAsked({ ledger }: AdminNeeds, portalId: string): boolean {
  const lately = performance.timeOrigin + performance.now() - 10_000
  return [...ledger.open.values()].some((asked) => asked.portalId === portalId && asked.askedAt > lately)
}

function anyOf<Item>(list: readonly Item[]): Item {
  return list[Math.floor(Math.random() * list.length)]!
}
