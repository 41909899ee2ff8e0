import { setTimeout as wait } from 'node:timers/promises'
import { waitUntil } from '../providers/wait-until.ts'
import { judgeAccount } from './judge-account.ts'
import type { Case, Finding } from './case.ts'
import { createHand, type Hand } from './hand.ts'
import { readOpen } from './read-open.ts'
import type { Trouble } from './stand-in.ts'
import type { World } from './world.ts'

/** Milliseconds: until the call is made; in which one that lasts is made again; and in which all is well once HubSpot is. */
const [until, again, well] = [30_000, 4_000, 30_000]
/** A trouble that is slow may take so long in all. */
const longest = 100_000

/** Plays one case to where nothing of it is open, and finds what is wrong. What is said of it later is found by whoever looks later. */
export async function playCase(world: World, one: Case): Promise<void> {
  const { account, scene } = one
  const hand = createHand(world, one)
  const from = account.expected.length
  try {
    await scene.before?.(hand)
    const trouble = world.standIn.trouble(account.portalId, scene.call, one.answer, one.times)
    const acting = scene.act(hand)
    await lasting(world, one, trouble, () => scene.meanwhile?.(hand), acting)
    if (!one.plant?.forEver) trouble.end()
    await acting
    await recover(world, one, hand, from)
  } catch (error) {
    one.findings.push({ figure: 'stuck', words: error instanceof Error ? error.message : String(error) })
  }
}

/** Resolves when the answer was given as often as it is to be, or nobody asks any more. */
async function lasting(
  world: World,
  one: Case,
  trouble: Trouble,
  meanwhile: () => Promise<void> | undefined,
  acting: Promise<void>,
): Promise<void> {
  let acted = false
  void acting.then(
    () => (acted = true),
    () => (acted = true),
  )
  const { portalId } = one.account
  one.befell = await waitUntil(() => trouble.met > 0, until, 50)
  if (!one.befell) return
  await meanwhile()
  if (one.plant?.forEver) return
  const isOver = () =>
    trouble.left === 0 ||
    (Date.now() - trouble.lastAt > again &&
      world.standIn.underWay(portalId) === 0 &&
      (acted || one.answer.mayPark === true))
  await waitUntil(isOver, longest, 100)
  while (world.standIn.underWay(portalId) > 0) await wait(50)
}

/** HubSpot is well: everything must come to stand where it belongs, by itself or once a person has said so. */
async function recover(world: World, one: Case, hand: Hand, from: number): Promise<void> {
  const { account, answer } = one
  const judge = () => judgeAccount(account, world, account.expected.slice(from))
  const open = () => readOpen(world.database, account.portalId)
  const isWell = async () => judge().length === 0 && (await open()).length === 0
  // Whatever only a person can move needs no waiting for.
  const moves = async () =>
    (await isWell()) || (answer.mayPark === true && (await open()).every(({ parked }) => parked))
  const patience = one.plant ? well / 5 : well
  await waitUntil(moves, patience)
  for (let tries = 0; tries < 4 && !(await isWell()); tries += 1) {
    await lookAtParked(world, one, hand)
    await waitUntil(isWell, tries === 3 ? patience : patience / 4)
  }
  for (const { address, kind } of await hand.waiting()) {
    // The relay was ended while it left, and a mailbox cannot be asked: a person is told, and it has nothing to do with HubSpot.
    const inDoubt = account.expected.find(({ to }) => kind === 'message' && to === address)
    if (inDoubt && world.arrivals.of(inDoubt.mark, address ?? '').length === 0) inDoubt.to = null
  }
  one.findings.push(...judge())
  const left = await open()
  one.findings.push(...left.map(({ id, words }): Finding => ({ figure: 'stuck', words: `${id} is open: ${words}` })))
}

/** Whatever waits for a person must be seen by one, and goes on when they say so; only HubSpot's own refusals may wait so. */
async function lookAtParked(world: World, one: Case, hand: Hand): Promise<void> {
  const { account, answer, findings } = one
  const parked = (await readOpen(world.database, account.portalId)).filter((row) => row.parked)
  if (parked.length === 0) return
  const listed = one.plant?.blind ? [] : await hand.waiting()
  const seen = new Map(listed.map((item) => [item.id, item]))
  for (const { id, words } of parked) {
    const item = seen.get(id)
    // It may have gone on meanwhile.
    if (!item && !(await readOpen(world.database, account.portalId)).some((row) => row.parked && row.id === id))
      continue
    if (!item) findings.push({ figure: 'parkedUnseen', words: `${id}: ${words}` })
    else if (!answer.mayPark) findings.push({ figure: 'lost', words: `${id} waits for a person: ${item.reason}` })
    if (item) await world.ask.admin('waiting/retry', { portalId: String(account.portalId), id })
  }
}
