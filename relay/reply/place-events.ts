import type { CountryCode } from 'libphonenumber-js'
import type { Account } from '../account/account.ts'
import { findSigned } from '../message/find-signed.ts'
import { isKnown } from '../message/is-known.ts'
import type { Line, ProviderEvent } from '../providers/provider.ts'
import type { PortalDb } from '../store/database.ts'
import { isStorable } from '../store/storable.ts'
import { findNaming } from './find-naming.ts'
import { findToldSigns } from './find-told-signs.ts'
import { normaliseSender } from './normalise-sender.ts'
import { placeElsewhere } from './place-elsewhere.ts'
import type { ReadItem, Reply, Sign } from './read-item.ts'
import { tellUntil } from './tell-until.ts'

type Reaction = Extract<ProviderEvent, { kind: 'reaction' }>
type Movement = Extract<ProviderEvent, { kind: 'moved' }>

/**
 * Puts what deliveries tell in its place, as far as that hangs on what is stored. A sign belongs to the message that it is put beside;
 * where that is not here, or nobody proves whose the sign is, it is told as a message. What is set aside unless it answers a message that is here,
 * is an answer then. What is here as a sign is no message. That somebody writes under another address from now on is told as a message of theirs, too.
 */
export async function placeEvents(
  portal: PortalDb,
  read: ReadItem[],
  { country, timeZone }: Pick<Account, 'country' | 'timeZone'>,
): Promise<ReadItem[]> {
  const naming = await findNaming(portal, read)
  const elsewhere = await placeElsewhere(portal, read, country)
  const toldSigns = await findToldSigns(portal, read, country)
  const placed: ReadItem[] = []
  for (const one of read) placed.push(await placeOne(one))
  return placed

  async function placeOne(one: ReadItem): Promise<ReadItem> {
    const { line } = one
    const events: ProviderEvent[] = []
    const signs: Sign[] = []
    const named = new Map<Reply, string>()
    let early = false
    const add = (reply: Reply, told: ProviderEvent) => {
      const name = naming.get(told)
      if (name !== undefined) named.set(reply, name)
      events.push(reply)
    }
    for (const event of one.events) {
      if (toldSigns.has(event)) events.push({ kind: 'ignored', reason: 'a sign that is here' })
      else if (event.kind === 'elsewhere') {
        const what = elsewhere.get(event) ?? null
        if (what === 'early') early = true
        else if (what) events.push(what)
      } else if (event.kind === 'reaction') {
        const isForged = event.proof === 'fail' && !naming.has(event)
        const messageId = isForged ? null : await signed(portal, line, event, country)
        const { from, reaction, at, providerId, body, proof } = event
        if (messageId) signs.push({ messageId, from: normaliseSender(from, country), reaction, providerId, at })
        else add({ kind: 'reply', providerId, from, body, made: true, subject: null, at, proof }, event)
      } else if (event.kind === 'reply' && event.asideUnlessKnown) {
        const isAnswer = await isKnown(portal, line.id, event.answers ?? [])
        add(isAnswer ? { ...event, aside: undefined } : event, event)
      } else if (event.kind === 'reply') add(tellUntil(event, timeZone), event)
      else if (event.kind === 'moved') events.push(event, tellMove(event))
      else events.push(event)
    }
    return { ...one, events, signs, named, early }
  }
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
