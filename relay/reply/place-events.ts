import type { CountryCode } from 'libphonenumber-js'
import { findOutbound } from '../message/find-outbound.ts'
import { isKnown } from '../message/is-known.ts'
import { findSigned } from '../message/find-signed.ts'
import { mayBeEcho, type Echo } from '../message/may-be-echo.ts'
import type { Line, ProviderEvent } from '../providers/provider.ts'
import { readAliases } from '../store/conversation/aliases.ts'
import type { PortalDb } from '../store/database.ts'
import { isStorable } from '../store/storable.ts'
import { earlyFor } from './early-for.ts'
import { normaliseSender } from './normalise-sender.ts'
import type { Elsewhere, ReadItem, Sign } from './read-item.ts'

type Reaction = Extract<ProviderEvent, { kind: 'reaction' }>
type Movement = Extract<ProviderEvent, { kind: 'moved' }>

/** Milliseconds for which what has the very words of a message in doubt is taken for its echo. */
const sameWordsFor = 86_400_000

/**
 * Puts what deliveries tell in its place, as far as that hangs on what is stored. The echo of a message of ours is its status; while one
 * to that address is in doubt, nobody knows whether it is an echo. A sign belongs to the message that it is put beside; where that is not
 * here, it is told as a message. What is set aside unless it answers a message that is here, is an answer then. That somebody writes under another address from now on is told as a message of theirs, too.
 */
export async function placeEvents(portal: PortalDb, read: ReadItem[], country: CountryCode): Promise<ReadItem[]> {
  const placed: ReadItem[] = []
  for (const one of read) {
    const isPlain = one.events.every(
      (event) => !['elsewhere', 'reaction', 'moved'].includes(event.kind) && !('asideUnlessKnown' in event),
    )
    placed.push(isPlain ? one : await placeOne(portal, one, country))
  }
  return placed
}

async function placeOne(portal: PortalDb, one: ReadItem, country: CountryCode): Promise<ReadItem> {
  const { line, item } = one
  const events: ProviderEvent[] = []
  const signs: Sign[] = []
  let early = false
  for (const event of one.events) {
    if (event.kind === 'elsewhere') {
      const what = await placeElsewhere(portal, line, event, { age: item.age, country })
      if (what === 'early') early = true
      else if (what) events.push(what)
    } else if (event.kind === 'reaction') {
      const messageId = await signed(portal, line, event, country)
      const { from, reaction, at, providerId, body } = event
      if (messageId) signs.push({ messageId, from: normaliseSender(from, country), reaction, at })
      else events.push({ kind: 'reply', providerId, from, body, made: true, subject: null, at })
    } else if (event.kind === 'reply' && event.asideUnlessKnown) {
      const isAnswer = await isKnown(portal, line.id, event.answers ?? [])
      events.push(isAnswer ? { ...event, aside: undefined } : event)
    } else if (event.kind === 'moved') events.push(event, tellMove(event))
    else events.push(event)
  }
  return { ...one, events, signs, early }
}

async function placeElsewhere(
  portal: PortalDb,
  line: Line,
  event: Elsewhere,
  { age, country }: { age: number; country: CountryCode },
): Promise<ProviderEvent | 'early' | null> {
  const { providerId, status, at, statusAt, service, error } = event
  if (await findOutbound(portal, line.id, providerId)) {
    return { kind: 'status', providerId, status, at: statusAt ?? at, error, ...(service ? { service } : {}) }
  }
  const to = normaliseSender(event.to, country)
  if (!isStorable(to)) return event
  const name = (await readAliases(portal, [{ channel: line.channel, alias: to }])).get(`${line.channel}/${to}`) ?? to
  const echo: Echo = await mayBeEcho(portal, {
    lineId: line.id,
    addresses: [...new Set([to, name])],
    body: event.body,
    at,
  })
  // A person has said what became of that one; its provider says nothing else.
  if (echo === 'settled') return null
  const isEarly = echo === 'same words' ? age < sameWordsFor : echo === 'possible' && age < earlyFor
  return isEarly ? 'early' : event
}

async function signed(portal: PortalDb, line: Line, event: Reaction, country: CountryCode): Promise<string | null> {
  const from = normaliseSender(event.from, country)
  if (!isStorable(from)) return null
  return findSigned(portal, line.id, 'providerId' in event.to ? event.to : { ...event.to, address: from })
}

function tellMove({ from, to, at }: Movement): ProviderEvent {
  const body = `This person writes from ${to} from now on, no longer from ${from}. Change it in HubSpot where it stands there.`
  return { kind: 'reply', providerId: `moved:${from}:${to}`, from, body, made: true, subject: null, at }
}
