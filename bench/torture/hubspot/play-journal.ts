import { randomUUID } from 'node:crypto'
import type { Stage } from '../../stage/perform.ts'
import { waitUntil } from '../providers/wait-until.ts'
import type { Answer } from './answer.ts'
import { answers } from './answers.ts'
import type { CallName } from './calls.ts'
import type { Finding } from './case.ts'
import { install } from './install.ts'
import { journalApp, openJournalRelay, type JournalRelay } from './open-journal-relay.ts'
import type { World } from './world.ts'

/** What was asked for under which answer, and what came of it. */
export interface JournalCase {
  name: string
  befell: boolean
  findings: Finding[]
}

const first: readonly CallName[] = ['token of the app', 'list subscriptions', 'subscribe']
const then: readonly CallName[] = [
  'next of the journal',
  'last of the journal',
  'first of the journal',
  'file of the journal',
]
/** Whose these calls are: the app's, and no account's. */
const ofTheApp = 0
/** Milliseconds in which an uninstallation is noticed, though every call of the journal meets a trouble. */
const patience = 60_000

/**
 * HubSpot's journal under every answer: an account removes the app, and the relay must notice, although each of the calls
 * that lead there meets the answer. Nothing else tells the relay, since nothing asks for that account's token.
 */
export async function playJournal(
  stage: Stage,
  world: World,
  only: (answer: Answer) => boolean,
): Promise<JournalCase[]> {
  // What lasts ten seconds at each of seven calls proves little.
  const fitting = answers.filter((answer) => (answer.most ?? 2) > 1 && only(answer))
  if (fitting.length === 0) return []
  const relay = await openJournalRelay(stage, world)
  const cases: JournalCase[] = []
  for (const [nth, answer] of fitting.entries()) {
    if (stage.signal.aborted) break
    const times = nth % 3 === 0 ? 3 : 1
    const round = await playRound(world, relay, { portalId: 900_001 + nth, answer, times })
    const wrong = round.flatMap(({ findings }) => findings.map(({ figure, words }) => `${figure}: ${words}`))
    for (const words of new Set(wrong)) stage.say(`the journal under ${answer.name}: ${words}`)
    cases.push(...round)
  }
  return cases
}

async function playRound(
  { hubspot, standIn }: World,
  relay: JournalRelay,
  { portalId, answer, times }: { portalId: number; answer: Answer; times: number },
): Promise<JournalCase[]> {
  const findings: Finding[] = []
  const app = hubspot.oauth.apps.get(journalApp.clientId)!
  const trouble = (calls: readonly CallName[]) =>
    calls
      .filter((call) => answer.of?.(call) ?? true)
      // A file that cannot be read three times is given up, and HubSpot told of it is enough.
      .map((call) => ({
        call,
        trouble: standIn.trouble(ofTheApp, call, answer, call === 'file of the journal' ? 1 : times),
      }))
  hubspot.oauth.addAccount({ portalId })
  await install({ hubspot, standIn, ...relay }, portalId)
  hubspot.journal.forget(journalApp.clientId)

  const early = trouble(first)
  for (const { id } of hubspot.journal.subscriptionsOf(app)) hubspot.journal.unsubscribe(app, id)
  await relay.database.query('update journal set subscribed_at = null, look_after = instant()')
  // However long HubSpot asks to wait, it is looked at again at once.
  const lookNow = () => relay.database.query('update journal set look_after = instant()')
  const isSubscribed = () => lookNow().then(() => hubspot.journal.subscriptionsOf(app).length === 2)
  const subscribed = await waitUntil(isSubscribed, patience, 50)
  if (!subscribed) findings.push({ figure: 'stuck', words: 'the relay is not told of uninstallations' })
  early.forEach((one) => one.trouble.end())

  const late = trouble(then)
  hubspot.oauth.uninstall(portalId)
  await relay.database.query('update journal set at_offset = $1, look_after = instant()', [randomUUID()])
  const isNoticed = () => lookNow().then(async () => (await stateOf(relay, portalId)) === 'revoked')
  const noticed = await waitUntil(isNoticed, patience, 50)
  if (!noticed) findings.push({ figure: 'stuck', words: 'an uninstallation was not noticed' })
  late.forEach((one) => one.trouble.end())
  return [...early, ...late].map(({ call, trouble: { met } }) => ({
    ...{ name: `the journal; ${call}: ${answer.name}`, befell: met > 0, findings: met > 0 ? findings : [] },
  }))
}

async function stateOf({ database }: JournalRelay, portalId: number): Promise<string | undefined> {
  const [row] = await database.query<{ state: string }>('select state from portal where portal_id = $1', [portalId])
  return row?.state
}
