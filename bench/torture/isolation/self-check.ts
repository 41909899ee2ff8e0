import type { House } from './open-house.ts'
import { plantBelow, plantRoutes, plants, untriable } from './plants.ts'
import type { Inhabitant } from './portals.ts'
import { tryHandles } from './try-handles.ts'
import { tryJobs } from './try-jobs.ts'
import { tryRoutes, type Attack } from './try-routes.ts'

/**
 * Would the run hear of a leak? A relay with mistakes on purpose is tried in the same way. Answers with the names of those
 * that nobody heard of, and of what should have been called untried and was not.
 */
export async function selfCheck(
  house: House,
  portalIds: readonly string[],
  victim: Inhabitant,
  prepare: () => Promise<Attack>,
): Promise<string[]> {
  const stop = await plantBelow(house, portalIds)
  try {
    await house.restart(plantRoutes(house, victim))
    const attack = await prepare()
    const { opened, known } = await tryRoutes(attack, ({ path }) => /planted|^\/card\/conversation$/.test(path))
    const told = new Map([['planted-job', ['portalId', 'messageId']]])
    const { untried } = await tryJobs(attack, told, (name) => name.startsWith('planted'))
    await tryHandles(attack)
    const heard = attack.watch.leaks.map(({ by, what }) => `${by} ${what}`)
    const closed = known.filter((name) => !opened.includes(name))
    return [
      ...plants.filter((plant) => !heard.some((leak) => plant.heard.test(leak))).map(({ name }) => name),
      ...untriable.filter((name) => ![...closed, ...untried].some((one) => one.startsWith(name))),
    ]
  } finally {
    await stop()
  }
}
