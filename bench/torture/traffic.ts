import { parseArgs } from 'node:util'
import type { Piece, Stage } from '../stage/perform.ts'
import { tellTroubles } from './tell-troubles.ts'
import { createAsk } from './traffic/ask.ts'
import { makeCorpus } from './traffic/corpus.ts'
import { kinds, type Finding, type Item } from './traffic/item.ts'
import { judgeAll } from './traffic/judge.ts'
import { createLooker } from './traffic/look.ts'
import { playActs } from './traffic/play.ts'
import { plantWrongs } from './traffic/plants.ts'
import { resumeLines } from './traffic/resume-lines.ts'
import { settled } from './traffic/settled.ts'
import { openTrafficWorld, seedContacts } from './traffic/world.ts'

const least = { items: 1_500, ofKind: 40, shapes: 400, planted: 8 }
/** Milliseconds: for one round to be worked off, and in which the last of it must have come to where it is looked for. */
const patience = { round: 60_000, histories: 14_000, end: 75_000 }

/**
 * What people, phones, vendors and mail servers send, through the doors of one relay; each item says as data what it must become,
 * and is looked for in the card, on the timeline, at the wire and among what waits. `--seed` repeats a run, `--kind` and
 * `--provider` narrow it. At last wrongs are planted, of which each must be noticed.
 */
export const traffic: Piece = async (stage) => {
  const options = { seed: { type: 'string' }, kind: { type: 'string' }, provider: { type: 'string' } } as const
  const { values } = parseArgs({ args: stage.args, options })
  const seed = Number(values.seed ?? Math.floor(Math.random() * 1e9))
  stage.say(`seed ${seed}`)
  const chosen = ({ kind, provider }: Item) =>
    (values.kind === undefined || values.kind.includes(kind)) && (values.provider ?? provider) === provider
  const items = makeCorpus(seed).filter(chosen)
  const planted = values.kind || values.provider ? [] : plantWrongs(seed + 1)
  tellCorpus(stage, items)

  const world = await openTrafficWorld(stage)
  const ask = createAsk(world.publicUrl)
  const looker = createLooker(ask, world.hubspot)
  const all = [...items, ...planted.flatMap(({ item, beside }) => (beside ? [item, beside] : [item]))]
  seedContacts(world.hubspot, all)
  const watched = new Set(all.flatMap(({ expect }) => (expect.line ? [expect.line.id] : [])))
  stage.atEnd(resumeLines(ask, looker, watched))
  const needs = { ...world, ask, say: stage.say }
  const rounds = Math.max(...all.map(({ acts }) => acts.length))
  for (let round = 0; round < rounds && !stage.signal.aborted; round += 1) {
    const played = await playActs(all, round, needs)
    const left = await settled(world.database, ['sends', 'inbox'], patience.round)
    stage.say(`round ${round + 1} of ${rounds}: ${played} played; left over ${JSON.stringify(left)}`)
  }
  const left = await settled(world.database, ['inbox', 'timeline'], patience.round)
  stage.say(`all is played and written; left over ${JSON.stringify(left)}`)

  let findings: Finding[] = []
  const judge = async () => (findings = await judgeAll(all, looker, world.lines))
  const begun = Date.now()
  for (let before = -1; !stage.signal.aborted;) {
    await judge()
    const own = findings.filter(({ item }) => item.plant === undefined).length
    stage.say(`${own} findings after ${Math.round((Date.now() - begun) / 1_000)} s`)
    const passed = Date.now() - begun
    if (own === 0 || passed > patience.end || (own === before && passed > patience.histories)) break
    before = own
    await settled(world.database, ['timeline'], 5_000)
    await new Promise((resolve) => setTimeout(resolve, 3_000))
  }

  const noticed = planted.filter(({ item, figure }) =>
    findings.some((finding) => finding.item === item && figure.includes(finding.figure)),
  )
  for (const { item } of planted.filter((one) => !noticed.includes(one))) stage.say(`not noticed: ${item.plant}`)
  const own = findings.filter(({ item }) => item.plant === undefined)
  tellFindings(stage, own)
  const count = (figure: Finding['figure']) =>
    new Set(own.filter((one) => one.figure === figure).map(({ item }) => item)).size
  const figures = {
    items: items.length,
    lost: count('lost'),
    wrongPerson: count('wrongPerson'),
    untrue: count('untrue'),
    consentMissed: count('consentMissed'),
    consentFalse: count('consentFalse'),
    planted: planted.length,
    noticed: noticed.length,
  }
  const passed =
    own.length === 0 && isWhole(items) && planted.length >= least.planted && noticed.length === planted.length
  await tellTroubles(stage, world.logFile, passed)
  return { figures, passed }
}

function isWhole(items: readonly Item[]): boolean {
  const enough = kinds.every((kind) => items.filter((item) => item.kind === kind).length >= least.ofKind)
  return enough && items.length >= least.items && shapesOf(items) >= least.shapes
}

function shapesOf(items: readonly Item[]): number {
  return new Set(items.map(({ kind, provider, shape }) => `${kind} ${provider} ${shape}`)).size
}

function tellCorpus(stage: Stage, items: readonly Item[]): void {
  const ofKind = kinds.map((kind) => `${kind} ${items.filter((item) => item.kind === kind).length}`)
  const providers = [...new Set(items.map(({ provider }) => provider))]
  const ofProvider = providers.map((name) => `${name} ${items.filter(({ provider }) => provider === name).length}`)
  stage.say(`${items.length} items in ${shapesOf(items)} shapes: ${ofKind.join(', ')}; ${ofProvider.join(', ')}`)
}

function tellFindings(stage: Stage, findings: readonly Finding[]): void {
  const groups = Map.groupBy(findings, ({ figure, item }) => `${figure}: ${item.kind} ${item.provider} ${item.shape}`)
  for (const [group, [first, ...others]] of [...groups].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const door = first?.item.refused.get('door')
    stage.say(`${others.length + 1} × ${group}: ${first?.words}${door ? ` (the door answered ${door})` : ''}`)
  }
}
