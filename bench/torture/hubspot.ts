import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { Piece, Stage } from '../stage/perform.ts'
import type { Case, Finding, Plant } from './hubspot/case.ts'
import { bringForward } from './hubspot/bring-forward.ts'
import { findUnplayed } from './hubspot/find-unplayed.ts'
import { install } from './hubspot/install.ts'
import { judgeAccount } from './hubspot/judge-account.ts'
import { openWorld } from './hubspot/open-world.ts'
import { giveAccounts, planCases, planOwnCases } from './hubspot/plan-cases.ts'
import { plants } from './hubspot/plants.ts'
import { playCase } from './hubspot/play-case.ts'
import { playJournal, type JournalCase } from './hubspot/play-journal.ts'
import type { World } from './hubspot/world.ts'
import { tellTroubles } from './tell-troubles.ts'

/** Accounts that play side by side. */
const sideBySide = 40
/** Fewer would prove little. */
const fewest = 300
/** Milliseconds between two looks whether waiting is over, and between two ends of the relay. */
const [lookEvery, restartEvery] = [700, 35_000]
/** Milliseconds after which a case is told of, although nothing is wrong with it. */
const slow = 45_000
/** Milliseconds in which late mischief would show. */
const aftermath = 5_000

/**
 * Every call of the relay under every answer that HubSpot, or what stands before it, may give: once and for long, while
 * the relay is ended politely and otherwise. Each account plays its cases one after the other, and all play side by side.
 * Counted where things end: on timelines, on phones, and in the list of what waits for a person.
 * `--answer`, `--scene`, `--call` and `--mode` narrow it by parts of their names.
 */
export const hubspot: Piece = async (stage) => {
  const word = { type: 'string', default: '' } as const
  const { values: only } = parseArgs({
    args: stage.args,
    options: { answer: word, scene: word, call: word, mode: word },
  })
  const plays = planCases(only)
  const mails = new Set(plays.flatMap((cases, index) => (cases.some(({ scene }) => scene.mails) ? [index] : [])))
  const whole = Object.values(only).every((part) => part === '')
  const wrongs = whole || only.answer === 'planted' ? plants.length : 0
  const world = await openWorld(stage, plays.length + wrongs, mails)
  const given = [planOwnCases(only, world.own), ...giveAccounts(plays, world.accounts)].filter((one) => one.length > 0)
  const cases = given.flat()
  stage.say(`${cases.length} cases in ${given.length} accounts; the relay is ready`)

  const playing = new Set<number>()
  let played = 0
  const hurry = setInterval(
    () => void bringForward(world, [...playing]).catch((error: Error) => stage.say(error.message)),
    lookEvery,
  )
  const progress = setInterval(() => stage.say(`${played} of ${cases.length} played`), 10_000)
  stage.atEnd(() => [hurry, progress].forEach(clearInterval))
  const over = new AbortController()
  const ends = endAgainAndAgain(world, AbortSignal.any([over.signal, stage.signal]))
  const journal = playJournal(
    stage,
    world,
    ({ name }) => 'the journal'.includes(only.scene) && name.includes(only.answer),
  )
  const waiting = given.values()
  await Promise.all(
    Array.from({ length: sideBySide }, async () => {
      for (const theirs of waiting) {
        const { account } = theirs[0]!
        playing.add(account.portalId)
        if (account !== world.own) await installed(world, account.portalId)
        for (const one of theirs) {
          if (stage.signal.aborted) return
          const begun = Date.now()
          await playCase(world, one)
          played += 1
          const took = Date.now() - begun
          if (took > slow || one.findings.length > 0) tell(stage, one, took)
        }
        playing.delete(account.portalId)
      }
    }),
  )
  const ofJournal = await journal
  over.abort()
  await ends
  await wait(aftermath)

  for (const one of given) addLate(world, one)
  const figures = count(stage, [...cases, ...ofJournal])
  const missing = [
    ...(whole ? findUnplayed(world.standIn.played) : []),
    ...[...world.standIn.strange].map((path) => `nobody thought of ${path}`),
    ...cases.filter(({ befell }) => !befell).map(({ name }) => `never befell: ${name}`),
  ]
  for (const words of missing) stage.say(words)
  const { cases: number, planted, noticed, ...wrong } = figures
  const isRight = Object.values(wrong).every((one) => one === 0) && noticed === planted
  const passed = isRight && missing.length === 0 && (!whole || number >= fewest)
  await tellTroubles(stage, world.logFile, passed)
  return { figures, passed }
}

/** At once, since whoever mends it need not wait for the rest. */
function tell(stage: Stage, { name, account, findings }: Case, took: number): void {
  stage.say(`${(took / 1_000).toFixed(1)} s: ${account.portalId}: ${name}`)
  for (const { figure, words } of findings) stage.say(`    ${figure}: ${words}`)
}

/** Before anything is played, HubSpot is well. */
async function installed(world: World, portalId: number): Promise<void> {
  let page = ''
  for (let tries = 0; tries < 60; tries += 1) {
    const { status, text } = await install(world, portalId)
    if (status === 200) return
    page = text
    await wait(500)
  }
  throw new Error(`the app could not be installed in ${portalId}: ${page}`)
}

/** In turn with and without a word. */
async function endAgainAndAgain(world: World, signal: AbortSignal): Promise<void> {
  for (let nth = 0; ; nth += 1) {
    await wait(restartEvery, undefined, { signal }).catch(() => undefined)
    if (signal.aborted) return
    const how = nth % 2 === 0 ? 'SIGKILL' : 'SIGTERM'
    // Whoever interrupts ends the relay while it starts.
    await world.restart(how).catch((error: unknown) => {
      if (!world.stage.signal.aborted) throw error
    })
    world.stage.say(`the relay was ended by ${how} and has started anew`)
  }
}

/** What went wrong with a case after it was over. */
function addLate(world: World, cases: Case[]): void {
  const last = cases.at(-1)!
  const known = new Set(cases.flatMap(({ findings }) => findings.map(({ words }) => words)))
  const late = judgeAccount(last.account, world).filter(({ words }) => !known.has(words))
  last.findings.push(...late.map((finding): Finding => ({ ...finding, words: `late: ${finding.words}` })))
}

/** Cases by what went wrong with them; those with a wrong on purpose by whether it was found. */
function count(stage: Stage, cases: readonly (JournalCase & { plant?: Plant })[]) {
  const figures = { cases: 0, lost: 0, twice: 0, stuck: 0, parkedUnseen: 0, wrongContact: 0, planted: 0, noticed: 0 }
  for (const { name, plant, findings, befell } of cases) {
    const found = new Set(findings.map(({ figure }) => figure))
    if (plant) {
      figures.planted += 1
      if (found.has(plant.figure)) figures.noticed += 1
      else stage.say(`not noticed: ${name}`)
      continue
    }
    if (befell) figures.cases += 1
    for (const figure of found) figures[figure] += 1
    for (const { figure, words } of findings) if (words.startsWith('late: ')) stage.say(`${figure}: ${name}: ${words}`)
  }
  return figures
}
