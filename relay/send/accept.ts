import { createHash, randomBytes } from 'node:crypto'
import type { CountryCode } from 'libphonenumber-js'
import type { Channel } from '../../contract/channel.ts'
import type { Contact } from '../../contract/contact.ts'
import type { SendMessageResponse } from '../../contract/send-message.ts'
import { Invalid } from '../errors.ts'
import { findAddress, propertyLabel } from '../hubspot/address.ts'
import { chooseLine, type Lines } from '../providers/lines.ts'
import type { Database } from '../store/database.ts'
import { groupCommit } from '../store/group-commit.ts'
import { newId } from '../store/id.ts'
import { storeAccepted, type Acceptance, type AcceptedMessage } from '../store/accepted-message.ts'

/** A wish to send, from whichever door it came. */
export interface SendWish {
  portalId: string
  source: 'card' | 'workflow'
  contact: Contact
  idempotencyKey: string
  channel?: Channel | undefined
  lineId?: string | undefined
  subject?: string | undefined
  body: string
  /** Who asked, by the caller's own word. */
  actor: Record<string, string>
}

export interface AcceptNeeds {
  database: Database
  lines: Lines
  defaultCountry: CountryCode
  now: () => Date
  /** A delivery waits. */
  wake: () => void
}

const channelNames: Record<Channel, string> = {
  imessage: 'iMessage',
  sms: 'SMS',
  whatsapp: 'WhatsApp',
  email: 'email',
}

/**
 * Stores a message and its delivery, then answers; never asks a provider or HubSpot. The same key again is the same
 * message; the same key with other content is refused. Throws `Invalid` in words a rep can act on, with nothing stored.
 */
export function createAccept(needs: AcceptNeeds): (wish: SendWish) => Promise<SendMessageResponse> {
  const store = groupCommit<AcceptedMessage, Acceptance>({
    write: (messages) => storeAccepted(needs.database, messages),
  })

  return async (wish) => {
    const message = prepare(wish, needs)
    const acceptance = await store(message)
    if (acceptance.outcome === 'opted_out') {
      throw new Invalid(
        'opted_out',
        `This contact has asked not to be written to by ${channelNames[message.channel]}. Use another channel.`,
      )
    }
    if (acceptance.outcome === 'duplicate') {
      if (!acceptance.sameRequest) {
        throw new Invalid(
          'idempotency_key_reused',
          'This idempotency key belongs to another message. Use a new key for a new message.',
          { status: 409 },
        )
      }
      return { messageId: acceptance.messageId, status: acceptance.status, duplicate: true }
    }
    needs.wake()
    return { messageId: acceptance.messageId, status: 'queued', duplicate: false }
  }
}

function prepare(wish: SendWish, needs: AcceptNeeds): AcceptedMessage {
  if (wish.body.trim() === '') throw new Invalid('empty_body', 'Write a message first.')
  // PostgreSQL text holds neither NUL nor half a character, and nobody means to send one.
  if (
    [wish.body, wish.subject ?? '', ...Object.values(wish.actor)].some(
      (text) => text.includes('\0') || !text.isWellFormed(),
    )
  ) {
    throw new Invalid('invalid_body', 'The text contains a character that cannot be sent.')
  }
  if (Object.keys(wish.contact.properties).length === 0) {
    throw new Invalid('unknown_contact', 'HubSpot knows no such contact. Reload the page.', { status: 404 })
  }
  const wanted = {
    ...(wish.lineId ? { lineId: wish.lineId } : {}),
    ...(wish.channel ? { channel: wish.channel } : {}),
  }
  const { line, provider } = chooseLine(reachable(wish, needs), wanted)
  if (wish.body.length > provider.limits.bodyLength) {
    throw new Invalid(
      'body_too_long',
      `The message has ${wish.body.length} characters; ${line.label} carries at most ${provider.limits.bodyLength}.`,
    )
  }
  const finding = findAddress(wish.contact, line.channel, needs.defaultCountry)
  if (finding.found === 'invalid') {
    throw new Invalid(
      'invalid_address',
      `The contact's ${propertyLabel(finding.property)} is not something ${channelNames[line.channel]} can reach. Correct it in HubSpot.`,
    )
  }
  if (finding.found === 'none') {
    throw new Invalid(
      'no_address',
      `The contact has no address for ${channelNames[line.channel]}. Fill in ${finding.properties.map(propertyLabel).join(' or ')} in HubSpot.`,
    )
  }
  return {
    portalId: wish.portalId,
    id: newId(needs.now().getTime()),
    source: wish.source,
    contactId: wish.contact.id,
    conversationId: newId(needs.now().getTime()),
    token: randomBytes(16).toString('hex'),
    lineId: line.id,
    channel: line.channel,
    address: finding.address,
    subject: wish.subject?.trim() || null,
    body: wish.body,
    idempotencyKey: wish.idempotencyKey,
    requestHash: hashOf(wish),
    actor: wish.actor,
    at: needs.now(),
  }
}

/** Without a wish of the caller's, a line that can reach the contact comes before one that cannot. */
function reachable(wish: SendWish, needs: AcceptNeeds): ReturnType<Lines['list']> {
  const lines = needs.lines.list(wish.portalId)
  if (wish.lineId) return lines
  const can = (channel: Channel) => findAddress(wish.contact, channel, needs.defaultCountry).found === 'address'
  return lines.toSorted((a, b) => Number(can(b.line.channel)) - Number(can(a.line.channel)))
}

function hashOf(wish: SendWish): string {
  const parts = [wish.portalId, wish.contact.id, wish.channel ?? '', wish.lineId ?? '', wish.subject ?? '', wish.body]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}
