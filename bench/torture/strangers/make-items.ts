import { lines } from '../traffic/lines.ts'
import type { TrafficWorld } from '../traffic/world.ts'
import { roughRows } from './doors/history.ts'
import { bareRequests, roughCalls, roughEvents, roughExecutions, roughFiles } from './doors/hubspot.ts'
import { plainMail, roughMails } from './doors/mails.ts'
import { roughWords, spoilt, told } from './doors/webhooks.ts'
import type { Hostile } from './hostile.ts'
import { seedPeople } from './people.ts'
import type { Rough } from './rough.ts'

/** How many of each, of ten thousand. */
const shares = {
  ...{
    words: 2_600,
    spoilt: 2_950,
    mails: 2_000,
    history: 100,
    events: 700,
    executions: 500,
    calls: 650,
    files: 250,
    bare: 350,
  },
}
/** Ordinary ones between them, of people to whom nothing else happens. */
const good = { people: 100, each: 5 }
const providers = ['whatsapp', 'twilio', 'sendblue', 'linq', 'chert', 'tuco', 'kannel', 'bluebubbles']

/** Everything that comes, in any order; `size` is how much of it, of 1. */
export function makeItems(rough: Rough, world: TrafficWorld, filesUrl: string, seed: number, size: number): Hostile[] {
  const people = seedPeople(world.hubspot, rough, 24, 0)
  const needs = { ...world, people }
  const lineIds = providers.map((provider) => `${provider}-m0`)
  const sending = lines.filter(({ id, channel }) => id.includes('-x') && channel !== 'whatsapp').map(({ id }) => id)
  const count = (share: number) => Math.ceil(share * size)
  const calling = { ...needs, lineIds: sending }
  const items = [
    ...roughWords(rough, needs, lineIds, count(shares.words)),
    ...spoilt(rough, needs, seed + 1, count(shares.spoilt)),
    ...roughMails(rough, needs, ['email-m0', 'email-m1'], count(shares.mails)),
    ...roughRows(rough, world.lines, seed + 2, count(shares.history)),
    ...roughEvents(rough, calling, count(shares.events)),
    ...roughExecutions(rough, calling, count(shares.executions)),
    ...roughCalls(rough, calling, count(shares.calls)),
    ...roughFiles(rough, calling, filesUrl, ['email-m2', 'email-m3'], count(shares.files)),
    ...bareRequests(rough, calling, lineIds, count(shares.bare)),
    ...ordinary(rough, world, lineIds, size),
  ]
  return items
    .map((item) => [rough.below(2 ** 31), item] as const)
    .sort(([one], [other]) => one - other)
    .map(([, item]) => item)
}

function ordinary(rough: Rough, world: TrafficWorld, lineIds: readonly string[], size: number): Hostile[] {
  const people = seedPeople(world.hubspot, rough, Math.ceil(good.people * size), 1)
  return people.flatMap((person, nth) =>
    Array.from({ length: good.each }, (): Hostile => {
      const mark = rough.mark()
      const lineId = nth % 4 === 0 ? 'email-m0' : lineIds[nth % lineIds.length]!
      const text = `Good morning, a question: ${mark}`
      const needs = { ...world, people }
      const play =
        lineId === 'email-m0' ? plainMail(needs, lineId, person, mark) : told(rough, needs, lineId, person, mark, text)
      return {
        door: lineId === 'email-m0' ? 'mail' : 'webhook',
        shape: `ordinary, ${lineId}`,
        mark,
        right: ['kept'],
        good: person,
        play,
      }
    }),
  )
}
