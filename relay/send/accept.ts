import { randomBytes } from 'node:crypto'
import type { Attachment } from '../../contract/attachment.ts'
import type { Channel } from '../../contract/channel.ts'
import { channelNames } from '../../contract/channel-names.ts'
import type { Contact } from '../../contract/contact.ts'
import type { SendMessageResponse } from '../../contract/send-message.ts'
import type { Account, Accounts } from '../account/account.ts'
import { checkAttachments } from '../files/check-attachments.ts'
import { Refusal, Temporary } from '../errors.ts'
import { anyPropertyLabel, findAddress, propertyLabel } from '../hubspot/address.ts'
import type { ContactReader } from '../hubspot/contact-reader.ts'
import type { Acceptance, AcceptedMessage } from '../message/accepted-message.ts'
import type { MoveNeeds } from '../message/move.ts'
import type { AllowedHosts } from '../reach/allowed-hosts.ts'
import type { Database } from '../store/database.ts'
import { createAudit } from '../store/audit/audit.ts'
import { groupCommit } from '../store/group-commit.ts'
import { newId } from '../store/id.ts'
import { createLastLines } from '../store/conversation/last-lines.ts'
import { watchLineStates } from '../store/line/line-states.ts'
import { isStorable } from '../store/storable.ts'
import { asTheyStand } from './as-they-stand.ts'
import { auditActor } from './audit-actor.ts'
import { readConsentQuestions } from '../store/contact/consent-questions.ts'
import { readOptOuts } from '../store/contact/opt-outs.ts'
import { findWay, type WayNeeds } from './find-way.ts'
import { requestHash } from './request-hash.ts'
import { storeWithTimers } from '../message/store-with-timers.ts'
import { unfilledInStep } from '../policy/unfilled-in-step.ts'
import { unfilledToken } from '../policy/unfilled-token.ts'

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
  attachments?: Attachment[] | undefined
  /** The failed message that this one repeats. It makes no other request of one with the same key. */
  retryOf?: string | undefined
  /** An address that a person says is right, although no numbering plan knows it. It makes no other request either. */
  sureOf?: string | undefined
  /** Who asked, by the caller's own word. */
  actor: Record<string, string>
  /** The contact that was named, where it has become another since. */
  named?: string | undefined
}

export interface AcceptNeeds extends Omit<WayNeeds, 'lineStates' | 'lastLine' | 'optOuts'>, MoveNeeds {
  database: Database
  accounts: Accounts
  readContact: ContactReader
  now: () => Date
  /** Where files may come from although that is private. */
  allowed: AllowedHosts
  /** A delivery waits. */
  wake: () => void
}

/**
 * Stores a message and its delivery, then answers; never asks a provider, and HubSpot only of a contact that was merged. The same key again is the same
 * message; the same key with other content is refused. Throws `Refusal` in words a rep can act on, with nothing stored.
 */
export function createAccept(needs: AcceptNeeds): (wish: SendWish) => Promise<SendMessageResponse> {
  const wayNeeds = {
    ...needs,
    lineStates: watchLineStates(needs.database),
    lastLine: createLastLines(needs.database),
    isAsked: async (portalId: string, channel: Channel, address: string) =>
      channel === 'email' &&
      (await readConsentQuestions(needs.database.forPortal(portalId), [{ channel, address }])).length > 0,
    optOuts: (portalId: string, addresses: Parameters<WayNeeds['optOuts']>[1]) =>
      readOptOuts(needs.database.forPortal(portalId), addresses),
  }
  const store = groupCommit<AcceptedMessage, Acceptance>({
    write: (messages) => storeWithTimers(needs.database, messages, needs),
  })

  const audit = createAudit(needs.database)

  /** A refusal is told to the caller, and kept with who was refused and why. */
  async function prepareOrRefuse(wish: SendWish, account: Account): Promise<AcceptedMessage> {
    try {
      return await prepare(wish, account, wayNeeds)
    } catch (error) {
      // What is wrong may be so for what the contact is no more.
      const now = error instanceof Refusal ? await standing(wish) : wish
      if (now !== wish) return prepareOrRefuse(now, account)
      if (error instanceof Refusal) await tellRefusal(wish, { code: error.code })
      throw error
    }
  }

  async function standing(wish: SendWish): Promise<SendWish> {
    try {
      return await asTheyStand(wish, needs)
    } catch (error) {
      if (error instanceof Refusal) await tellRefusal(wish, { code: error.code })
      throw error
    }
  }

  async function tellRefusal(wish: SendWish, why: { code: string; lineId?: string; channel?: Channel }): Promise<void> {
    const { portalId, source, actor, contact } = wish
    const detail = { contactId: contact.id, source, ...why }
    await audit({ portalId, at: needs.now(), actor: auditActor(source, actor), action: 'send.refused', detail })
  }

  return async (wish) => {
    const account = await needs.accounts.of(wish.portalId)
    let message = await prepareOrRefuse(wish, account)
    let acceptance = await store(message)
    for (let looks = 0; acceptance.outcome === 'gone' && looks < 3; looks += 1) {
      message = await prepareOrRefuse(await standing(wish), account)
      acceptance = await store(message)
    }
    // Restored and deleted again and again.
    if (acceptance.outcome === 'gone') throw changing()
    if (acceptance.outcome === 'opted_out') {
      await tellRefusal(wish, { code: 'opted_out', lineId: message.lineId, channel: message.channel })
      throw new Refusal(
        'opted_out',
        `This contact has asked not to be written to by ${channelNames[message.channel]}. Only they can take that back, by writing START.`,
      )
    }
    if (acceptance.outcome === 'duplicate') {
      // An execution is the same whatever its words are by now.
      if (!acceptance.sameRequest && wish.source !== 'workflow') {
        throw new Refusal(
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

const changing = () => new Temporary('contact_changes', 'The contact changes just now. Try again.')

/** Whether a person has still to decide what somebody wanted; only mails ask. */
type IsAsked = (portalId: string, channel: Channel, address: string) => Promise<boolean>

async function prepare(
  wish: SendWish,
  account: Account,
  needs: AcceptNeeds & WayNeeds & { isAsked: IsAsked },
): Promise<AcceptedMessage> {
  // A file says something by itself; blanks beside it say nothing.
  const body = wish.body.trim() === '' ? '' : wish.body
  if (body === '' && !wish.attachments?.length) throw new Refusal('empty_body', 'Write a message first.')
  // Nobody means to send what no text holds.
  if (
    ![
      wish.body,
      wish.subject ?? '',
      ...Object.values(wish.actor),
      ...(wish.attachments ?? []).flatMap(({ url, name }) => [url, name ?? '']),
    ].every(isStorable)
  ) {
    throw new Refusal('invalid_body', 'The text contains a character that cannot be sent.')
  }
  refuseUnfilled(unfilledToken(wish.subject ?? '') ?? unfilledToken(body))
  if (Object.keys(wish.contact.properties).length === 0) {
    throw new Refusal('unknown_contact', 'HubSpot knows no such contact. Reload the page.', { status: 404 })
  }
  const { carrier, ladder, template } = await findWay(wish, account, needs)
  const { line, provider } = carrier
  refuseUnfilled(unfilledInStep({ template }))
  if (wish.body.length > provider.limits.bodyLength) {
    throw new Refusal(
      'body_too_long',
      `The message has ${wish.body.length} characters; ${line.label} carries at most ${provider.limits.bodyLength}.`,
    )
  }
  const attachments = wish.attachments ?? []
  checkAttachments(attachments, provider.attachments, needs.allowed, line.label)
  const finding = findAddress(wish.contact, line.channel, account.country, account.routing.addresses)
  if (finding.found === 'invalid') {
    throw new Refusal(
      'invalid_address',
      `The contact's ${propertyLabel(finding.property)} is not something ${channelNames[line.channel]} can reach. Correct it in HubSpot.`,
    )
  }
  if (finding.found === 'none') {
    throw new Refusal(
      'no_address',
      `The contact has no address for ${channelNames[line.channel]}. Fill in ${anyPropertyLabel(finding.properties)} in HubSpot.`,
    )
  }
  if (!finding.sure && wish.sureOf !== finding.address) {
    throw new Refusal(
      'unsure_address',
      `As far as is known, ${finding.address} is nobody's number. Check it in HubSpot; a rep who knows that it is right may send to it all the same.`,
    )
  }
  // Nothing leaves by itself while a person has to decide what was meant.
  if (wish.source === 'workflow' && (await needs.isAsked(wish.portalId, line.channel, finding.address))) {
    throw new Refusal(
      'consent_asked',
      `What this contact wrote may be a wish not to be written to by ${channelNames[line.channel]} any more. Nothing is sent by itself until somebody has decided that.`,
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
    body,
    idempotencyKey: wish.idempotencyKey,
    requestHash: requestHash(wish),
    actor: wish.actor,
    attachments,
    ladder,
    template,
    fallback: null,
    retryOf: wish.retryOf ?? null,
  }
}

/** Nobody means to send what was to be replaced by something of the contact. */
function refuseUnfilled(token: string | null): void {
  if (token === null) return
  throw new Refusal(
    'unfilled_token',
    `The text holds ${token}, which nothing was put in place of. Write what is meant, or leave it out.`,
  )
}
