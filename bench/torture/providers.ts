import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { HubSpot } from '../../workbench/hubspot/hubspot.ts'
import { openHubSpot } from '../stage/open-hubspot.ts'
import type { Piece, Stage } from '../stage/perform.ts'
import { account } from '../stage/relay-settings.ts'
import { temporaryFolder } from '../stage/temporary-folder.ts'
import { createCallers, type Callers } from './callers.ts'
import type { Case, Finding } from './providers/case.ts'
import { judgeCase } from './providers/judge-case.ts'
import { openCases, type LeftOut } from './providers/open-cases.ts'
import { openPostOffice } from './providers/post-office.ts'
import { openRelay } from './providers/open-relay.ts'
import { playCase } from './providers/play-case.ts'
import { replayCase } from './providers/replay-case.ts'
import { waitUntil } from './providers/wait-until.ts'
import { tellTroubles } from './tell-troubles.ts'

/** Cases played side by side; those that hang wait most of their time and come on top. */
const sideBySide = 12
/** Milliseconds after the replay in which late mischief would show, and in which the last entries reach HubSpot. */
const aftermath = 6_000
const longestAftermath = 25_000

/**
 * Every provider in every trouble that can befall it, through a real relay: messages enter by the card's door, webhooks
 * by the relay's, and what became of them is counted at the receiving ends. `--provider` and `--trouble` narrow it.
 */
export const providers: Piece = async (stage) => {
  const options = { provider: { type: 'string', default: '' }, trouble: { type: 'string', default: '' } } as const
  const { values: only } = parseArgs({ args: stage.args, options })
  const folder = temporaryFolder(stage)
  const logFile = join(folder, 'relay.log')
  const hubspot = await openHubSpot(stage)
  const office = await openPostOffice()
  stage.atEnd(() => office.close())
  const { cases, leftOut } = await openCases(stage, office, only)
  sayLeftOut(stage, leftOut)
  const ourselves = seedContacts(hubspot, cases)
  const relay = await openRelay(stage, { folder, logFile, hubspotUrl: hubspot.url, office, cases })
  const callers = createCallers(relay.url, () => Promise.reject(new Error('only the card sends here')))
  await relay.listening()
  stage.say(`${cases.length} cases, a line and a fake for each; the relay is ready`)

  let played = 0
  const play = async (one: Case) => {
    try {
      await playCase(one, { callers, office })
    } catch (error) {
      one.findings.push({ figure: 'wrongStatus', words: `could not be played: ${String(error)}` })
    }
    played += 1
  }
  const progress = setInterval(() => stage.say(`${played} of ${cases.length} played`), 10_000)
  stage.atEnd(() => clearInterval(progress))
  const hanging = cases.filter(({ trouble }) => trouble.send?.startsWith('hangs'))
  const replayed = cases.filter(({ trouble }) => trouble.back === 'replayed')
  const others = cases.filter((one) => !hanging.includes(one) && !replayed.includes(one))
  await Promise.all([...hanging.map(play), inTurn(stage, others, play)])
  // Last, so that what is replayed is as young as a vendor's replays are.
  await inTurn(stage, replayed, play)
  const judge = () => judgeAll(cases, ourselves, hubspot, callers)
  await waitUntil(async () => stage.signal.aborted || (await judge()).length === 0, 20_000, 1_000)
  await relay.restart()
  stage.say('the relay has started anew on the same database')
  await inTurn(stage, replayed, (one) => replayCase(one, office))
  await wait(aftermath)
  await waitUntil(async () => stage.signal.aborted || (await judge()).length === 0, longestAftermath, 1_500)

  const figures = { cases: cases.length, lost: 0, duplicated: 0, wrongStatus: 0 }
  const found = cases.flatMap(({ name, findings }) => findings.map((finding) => ({ name, ...finding })))
  for (const { figure, name, words } of [...found, ...(await judge())]) {
    figures[figure] += 1
    stage.say(`${figure}: ${name}: ${words}`)
  }
  const whole = only.provider + only.trouble !== '' || cases.length >= 90
  const passed = whole && figures.lost + figures.duplicated + figures.wrongStatus === 0
  await tellTroubles(stage, logFile, passed)
  return { figures, passed }
}

/** A contact for each case; answers with contacts that have our own lines' addresses, where echoes would show as replies. */
function seedContacts(hubspot: HubSpot, cases: readonly Case[]): string[] {
  const seed = (properties: Record<string, string>) => hubspot.seedContact(Number(account.portalId), properties)
  const addressed = (address: string) => (address.includes('@') ? { email: address } : { mobilephone: address })
  for (const one of cases) {
    const given = { firstname: 'Ada', lastname: one.lineId, ...addressed(one.person) }
    one.contact = { id: seed(given), properties: { email: null, phone: null, mobilephone: null, ...given } }
  }
  return [...new Set(cases.map(({ line }) => line.address))].map((address) => seed(addressed(address)))
}

async function inTurn(stage: Stage, cases: readonly Case[], work: (one: Case) => Promise<void>): Promise<void> {
  const waiting = cases.values()
  await Promise.all(
    Array.from({ length: sideBySide }, async () => {
      for (const one of waiting) if (!stage.signal.aborted) await work(one)
    }),
  )
}

async function judgeAll(
  cases: readonly Case[],
  ourselves: readonly string[],
  hubspot: HubSpot,
  callers: Callers,
): Promise<(Finding & { name: string })[]> {
  const found: (Finding & { name: string })[] = []
  const timelineOf = (contactId: string) => hubspot.timeline(Number(account.portalId), contactId)
  for (const one of cases) {
    const answer = await callers.conversation(one.contact)
    const findings = judgeCase(one, answer?.messages ?? [], timelineOf(one.contact.id))
    found.push(...findings.map((finding) => ({ name: one.name, ...finding })))
  }
  for (const { properties } of ourselves.flatMap(timelineOf)) {
    const words = `an echo became a reply: ${JSON.stringify(properties)}`
    found.push({ figure: 'duplicated', name: 'our own lines', words })
  }
  return found
}

function sayLeftOut(stage: Stage, leftOut: readonly LeftOut[]): void {
  for (const { provider, trouble, reason } of leftOut) stage.say(`left out: ${provider}, ${trouble}: ${reason}`)
  stage.say(`${leftOut.length} left out in all`)
}
