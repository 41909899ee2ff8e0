import { Invalid } from '../errors.ts'
import { MessageOriginalRequest, MessageOriginalResponse } from '../../contract/message-original.ts'
import { MessageTraceRequest, MessageTraceResponse } from '../../contract/message-trace.ts'
import { ConversationRequest, ConversationResponse, type ConversationMessage } from '../../contract/conversation.ts'
import { OlderMessagesRequest, OlderMessagesResponse } from '../../contract/older-messages.ts'
import type { Account, Accounts } from '../account/account.ts'
import { contactProperties } from '../../contract/contact-properties.ts'
import { ownPortal } from '../http/own-portal.ts'
import { route, type Door, type Route } from '../http/route.ts'
import { readConversation, type StoredMessage } from '../message/read-conversation.ts'
import { isMessageOf } from '../message/is-message-of.ts'
import { readOriginal } from '../message/read-original.ts'
import { readTrace } from '../message/read-trace.ts'
import { readDraft } from '../store/draft/drafts.ts'
import { clockOfCard } from './clock-of-card.ts'
import { olderPlace } from './older-place.ts'
import { showLines, type ShowLinesNeeds } from './show-lines.ts'
import { tellEvent } from './tell-event.ts'

export interface ShowNeeds extends ShowLinesNeeds {
  accounts: Accounts
  cardDoor: Door<{ portalId: string }>
  /** Milliseconds for which a doubt holds up the later messages of its conversation. */
  letPass: number
}

/** Messages the card gets at once. */
const newest = 50
/** A change that was being committed during the last look is seen by the next; milliseconds. */
const overlap = 10_000

/** What the card reads. */
export function createShow(needs: ShowNeeds): { routes: Route[] } {
  const conversation = route({
    method: 'POST',
    path: '/card/conversation',
    summary: "A contact's conversation and the lines to answer by; with `since`, only what changed.",
    door: needs.cardDoor,
    body: ConversationRequest,
    response: ConversationResponse,
    async handle({ caller }, request) {
      ownPortal(caller.portalId, request.portalId)
      const since = request.since ? new Date(Number(request.since)) : null
      if (request.since && !/^[0-9]{1,15}$/.test(request.since)) {
        throw new Invalid('invalid_cursor', 'The cursor is not one of this relay. Reload the card.', { status: 400 })
      }
      const portal = needs.database.forPortal(caller.portalId)
      const { contact, userId } = request
      const account = await needs.accounts.of(caller.portalId)
      const [{ messages, at, older }, lines, draft] = await Promise.all([
        readConversation(portal, contact.id, {
          limit: newest,
          since: since && new Date(since.getTime() - overlap),
          letPass: needs.letPass,
        }),
        showLines(account, contact, needs),
        since || userId === undefined ? undefined : readDraft(portal, { userId, contactId: contact.id }),
      ])
      return {
        messages: messages.map((message) => withDoubt(account, message)),
        lines,
        properties: [...new Set([...contactProperties, ...Object.values(account.routing.addresses ?? {}).flat()])],
        cursor: String(at.getTime()),
        ...(since
          ? {}
          : { older: older && olderPlace.write(older), clock: clockOfCard(account, request.timeZone, at) }),
        ...(draft === undefined ? {} : { draft }),
      }
    },
  })

  /** Whether its provider is being asked what became of it. */
  function withDoubt({ lines }: Account, message: StoredMessage): ConversationMessage {
    if (message.status !== 'unknown') return { ...message, doubt: null }
    return { ...message, doubt: { asked: Boolean(lines.find(message.lineId)?.provider.find) } }
  }

  const older = route({
    method: 'POST',
    path: '/card/older',
    summary: 'Messages of a conversation before those that the card has.',
    door: needs.cardDoor,
    body: OlderMessagesRequest,
    response: OlderMessagesResponse,
    async handle({ caller }, request) {
      ownPortal(caller.portalId, request.portalId)
      const read = await readConversation(needs.database.forPortal(caller.portalId), request.contact.id, {
        ...{ limit: newest, since: null, letPass: needs.letPass },
        before: olderPlace.read(request.before),
      })
      const account = await needs.accounts.of(caller.portalId)
      return {
        messages: read.messages.map((message) => withDoubt(account, message)),
        older: read.older && olderPlace.write(read.older),
      }
    },
  })

  const trace = route({
    method: 'POST',
    path: '/card/trace',
    summary: 'What happened to a message and to those that stood in for it, as a story.',
    door: needs.cardDoor,
    body: MessageTraceRequest,
    response: MessageTraceResponse,
    async handle({ caller }, request) {
      ownPortal(caller.portalId, request.portalId)
      const portal = needs.database.forPortal(caller.portalId)
      const events = await readTrace(portal, request.contact.id, request.messageId)
      if (events.length === 0) {
        if (await isMessageOf(portal, request.contact.id, request.messageId)) {
          const words = 'What happened to this message is no longer kept: only what it said, and how it ended.'
          throw new Invalid('story_removed', words, { status: 410 })
        }
        throw new Invalid('unknown_message', 'This contact has no such message. Reload the card.', { status: 404 })
      }
      const { lines } = await needs.accounts.of(caller.portalId)
      return {
        events: events.map((event) => ({
          messageId: event.messageId,
          at: event.at.toISOString(),
          kind: event.kind,
          text: tellEvent(event, (lineId) => lines.find(lineId)),
        })),
      }
    },
  })

  const original = route({
    method: 'POST',
    path: '/card/original',
    summary: 'All of a mail as text, where its body leaves out what is quoted.',
    door: needs.cardDoor,
    body: MessageOriginalRequest,
    response: MessageOriginalResponse,
    async handle({ caller }, request) {
      ownPortal(caller.portalId, request.portalId)
      const text = await readOriginal(needs.database.forPortal(caller.portalId), request.contact.id, request.messageId)
      if (text === null) {
        throw new Invalid('no_original', 'Of this message no more is kept than the card shows.', { status: 404 })
      }
      return { text }
    },
  })

  return { routes: [conversation, older, trace, original] }
}
