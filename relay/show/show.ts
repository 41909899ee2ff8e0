import type { CountryCode } from 'libphonenumber-js'
import type { Channel } from '../../contract/channel.ts'
import type { Contact } from '../../contract/contact.ts'
import { ConversationRequest, ConversationResponse, type ConversationLine } from '../../contract/conversation.ts'
import { Invalid } from '../errors.ts'
import { findAddress, propertyLabel } from '../hubspot/address.ts'
import type { Lines } from '../providers/lines.ts'
import { route, type Door, type Route } from '../route.ts'
import { readConversation, readOptOuts } from '../store/conversations.ts'
import type { Database } from '../store/database.ts'

export interface ShowNeeds {
  database: Database
  lines: Lines
  defaultCountry: CountryCode
  now: () => Date
  cardDoor: Door<{ portalId: string }>
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
      if (caller.portalId !== request.portalId) {
        throw new Invalid('unknown_portal', `This relay does not serve the HubSpot account ${request.portalId}.`, {
          status: 404,
        })
      }
      const now = needs.now()
      const since = request.since ? new Date(Number(request.since)) : null
      if (request.since && !/^[0-9]{1,15}$/.test(request.since)) {
        throw new Invalid('invalid_cursor', 'The cursor is not one of this relay. Reload the card.', { status: 400 })
      }
      const [messages, lines] = await Promise.all([
        readConversation(needs.database, caller.portalId, request.contact.id, {
          limit: newest,
          since: since && new Date(since.getTime() - overlap),
        }),
        linesFor(caller.portalId, request.contact),
      ])
      return { messages, lines, cursor: String(now.getTime()) }
    },
  })

  async function linesFor(portalId: string, contact: Contact): Promise<ConversationLine[]> {
    const lines = needs.lines.list(portalId).map(({ line }) => {
      const finding = findAddress(contact, line.channel, needs.defaultCountry)
      return { line, finding, address: finding.found === 'address' ? finding.address : null }
    })
    const optedOut = await readOptOuts(
      needs.database,
      portalId,
      lines.flatMap(({ line, address }) => (address ? [{ channel: line.channel, address }] : [])),
    )
    return lines.map(({ line, finding, address }) => ({
      id: line.id,
      label: line.label,
      channel: line.channel,
      address,
      unavailable: reason(line.channel, finding, optedOut),
    }))
  }

  return { routes: [conversation] }
}

function reason(channel: Channel, finding: ReturnType<typeof findAddress>, optedOut: Channel[]): string | null {
  if (finding.found === 'none') return `Fill in ${finding.properties.map(propertyLabel).join(' or ')} first.`
  if (finding.found === 'invalid')
    return `The contact's ${propertyLabel(finding.property)} cannot be reached. Correct it first.`
  return optedOut.includes(channel) ? 'The contact asked not to be written to on this channel.' : null
}
