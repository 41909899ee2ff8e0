import { askAs, type Proof } from './ask-as.ts'
import { attemptsAt, bodiesFor, type Attempt, type Belongings, type DocumentedRoute } from './attempts.ts'
import type { House } from './open-house.ts'
import type { Inhabitant } from './portals.ts'
import { readRoutes } from './read-routes.ts'
import type { Watch } from './watch.ts'

/** Requests that are on their way at once. */
const together = 6

const proofs: Proof[] = ['function', 'fetch', 'hubspot', 'webhook', 'none']

/** One who tries to meet what is another's. */
export interface Attack {
  house: House
  attacker: Inhabitant
  own: Belongings
  theirs: Belongings
  watch: Watch
  say: (text: string) => void
  signal: AbortSignal
}

/**
 * Every kind of the victim's belongings at every route, by each proof that opens it: which do is found by knocking with
 * what is one's own. Answers with the number of attempts and the routes that nothing opened, so that none went untried.
 */
export async function tryRoutes(
  attack: Attack,
  isMeant: (route: DocumentedRoute) => boolean = () => true,
): Promise<{ attempts: number; opened: string[]; known: string[] }> {
  const { house, attacker, own, theirs, watch } = attack
  let attempts = 0
  const opened: string[] = []
  const known: string[] = []
  for (const route of (await readRoutes(house.url)).filter(isMeant)) {
    const name = `${route.method} ${route.path}`
    known.push(name)
    for (const proof of proofs) {
      // Nobody has given the app's accounts the private one's secret.
      if (proof === 'function' && attacker.edition === 'app') continue
      if (!(await opens(attack, route, proof))) continue
      opened.push(name)
      const all = attemptsAt(route, proof, attacker, own, theirs)
      const left = all.values()
      const work = async () => {
        for (const attempt of left) {
          if (attack.signal.aborted) return
          await make(attack, attempt)
          attempts += 1
        }
      }
      await Promise.all(Array.from({ length: together }, work))
    }
    await watch.look(name)
  }
  return { attempts, opened, known }
}

/** What others say at the same time may be heard as well. */
async function make({ house, attacker, watch, say }: Attack, { name, proof, wish }: Attempt): Promise<void> {
  watch.say([decode(wish.target), wish.body.toString(), JSON.stringify(wish.headers ?? {})].join(' '))
  const { status, text } = await askAs(house.url, attacker, proof, wish)
  if (status === 500) say(`a fault, but no leak: ${name}: ${text.slice(-200)}`)
  watch.hear(name, text)
}

/** Whether this proof gets past the door with what is one's own. */
async function opens({ house, attacker, own }: Attack, route: DocumentedRoute, proof: Proof): Promise<boolean> {
  const target = route.path.replaceAll(/\{(\w+)\}/g, (_all, name: string) =>
    name === 'portalId' ? attacker.portalId : name === 'lineId' ? 'main' : (own[name]?.[0] ?? 'main'),
  )
  const body = Buffer.from(route.method === 'GET' ? '' : JSON.stringify(bodiesFor(route, proof, own)[0]))
  const { status, text } = await askAs(house.url, attacker, proof, { method: route.method, target, body })
  return status !== 401 && !/"code":"(unverified|unknown_line|not_an_admin|user_unknown|rights_unknown)"/.test(text)
}

function decode(target: string): string {
  try {
    return decodeURIComponent(target.replaceAll('+', ' '))
  } catch {
    return target
  }
}
