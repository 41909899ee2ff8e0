import type { Account } from './account.ts'
import type { Answer } from './answer.ts'
import { answers } from './answers.ts'
import type { Case, Scene } from './case.ts'
import { ownScenes } from './own-scenes.ts'
import { plants } from './plants.ts'
import { scenes } from './scenes.ts'

/** The cases of one account, played one after the other. */
type Play = Omit<Case, 'account'>[]

/** What is narrowed down by parts of names. */
export interface Only {
  answer: string
  scene: string
  call: string
  mode: string
}

/** Cases that one account plays, at most: what takes long is shared by several accounts. */
const atOnce = 24
const slowly = 2

/** Every scene under every answer that its call may get, once and for long. */
export function planCases(only: Only): Play[] {
  const plays: Play[] = []
  for (const mode of ['long', 'once']) {
    for (const [nth, answer] of answers.entries()) {
      const fitting = inTurn(nth, mode).filter((scene) => answer.of?.(scene.call) ?? true)
      const cases = fitting
        .filter((scene) => mode === 'once' || timesOf(scene, answer) > 1)
        .map((scene) => toCase(scene, answer, mode))
        .filter((one) => fits(one, only))
      const most = (answer.most ?? 10) <= 2 ? slowly : atOnce
      for (let from = 0; from < cases.length; from += most) plays.push(cases.slice(from, from + most))
    }
  }
  // What waits longest begins first.
  return plays.toSorted((one, other) => slowness(other) - slowness(one))
}

/**
 * Every call has a scene under every answer, each time another one where several lead to it. What lasts is tried with
 * entries of one kind, in turn, since both are written in the same way.
 */
function inTurn(nth: number, mode: string): Scene[] {
  const skipped = mode === 'once' ? null : nth % 2 === 0 ? ' emails' : ' communications'
  return [...Map.groupBy(scenes, ({ call }) => call)].flatMap(([call, alike]) => {
    if (skipped !== null && call.endsWith(skipped)) return []
    const first = alike[(nth + (mode === 'once' ? 0 : 1)) % alike.length]!
    // Contacts are read for many reasons.
    const second = alike[(nth + 2) % alike.length]!
    return mode === 'once' && alike.length > 2 ? [first, second] : [first]
  })
}

const slowness = (cases: Play): number => (cases.some(({ answer }) => (answer.most ?? 10) <= 2) ? 1 : 0)

function timesOf(scene: Scene, answer: Answer): number {
  return Math.min(scene.lasts, answer.most ?? Infinity)
}

function toCase(scene: Scene, answer: Answer, mode: string): Omit<Case, 'account'> {
  const times = mode === 'once' ? 1 : timesOf(scene, answer)
  return {
    name: `${scene.name}; ${scene.call}: ${answer.name}, ${mode}`,
    scene,
    answer,
    times,
    befell: false,
    findings: [],
  }
}

function fits({ name, scene, answer }: Pick<Case, 'name' | 'scene' | 'answer'>, only: Only): boolean {
  return (
    answer.name.includes(only.answer) &&
    scene.name.includes(only.scene) &&
    scene.call.includes(only.call) &&
    name.endsWith(only.mode)
  )
}

/** The cases of the private account, which is one alone. */
export function planOwnCases(only: Only, account: Account): Case[] {
  return answers.flatMap((answer) => {
    const { underAll, underSome, some } = ownScenes
    const once = underAll.map((scene) => toCase(scene, answer, 'once'))
    const long = some.test(answer.name) ? underSome.map((scene) => toCase(scene, answer, 'long')) : []
    return [...once, ...long]
      .filter(({ scene, answer }) => (answer.of?.(scene.call) ?? true) && (answer.most ?? 2) > 1)
      .map((one) => ({ ...one, name: `own account: ${one.name}`, account }))
      .filter((one) => fits(one, only))
  })
}

/** An account for each of these plays, and for each wrong that is done on purpose. */
export function giveAccounts(plays: readonly Play[], accounts: readonly Account[]): Case[][] {
  const wrongs = accounts.slice(plays.length).map((account, index): Case[] => {
    const { scene, answerIn, times, plant } = plants[index]!
    const answer = answerIn(account)
    return [{ name: `planted: ${answer.name}`, scene, answer, times, plant, account, befell: false, findings: [] }]
  })
  return [...plays.map((cases, index) => cases.map((one) => ({ ...one, account: accounts[index]! }))), ...wrongs]
}
