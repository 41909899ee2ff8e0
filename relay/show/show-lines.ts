import { asSentence } from '../../contract/as-sentence.ts'
import type { Channel } from '../../contract/channel.ts'
import type { Contact } from '../../contract/contact.ts'
import type { ConversationLine } from '../../contract/conversation.ts'
import type { Account } from '../account/account.ts'
import { usableLines } from '../account/usable-lines.ts'
import { anyPropertyLabel, findAddress, propertyLabel } from '../hubspot/address.ts'
import { readCapabilities } from '../store/line/capabilities.ts'
import { readConsentQuestions } from '../store/contact/consent-questions.ts'
import { readOptOuts } from '../store/contact/opt-outs.ts'
import type { Database } from '../store/database.ts'
import { readLineStates, type LineState } from '../store/line/line-states.ts'

export interface ShowLinesNeeds {
  database: Database
  now: () => Date
}

type Finding = ReturnType<typeof findAddress>

/**
 * The lines as a rep may choose among them for this contact, with what stands against each. The ladder's channels come
 * first, in its order, and lines of the contact's owner before others.
 */
export async function showLines(
  { portalId, lines, routing, country }: Account,
  contact: Contact,
  needs: ShowLinesNeeds,
): Promise<ConversationLine[]> {
  const portal = needs.database.forPortal(portalId)
  const carriers = usableLines(lines).map(({ line, provider }) => {
    const finding = findAddress(contact, line.channel, country, routing.addresses)
    return { line, provider, finding, address: finding.found === 'address' ? finding.address : null }
  })
  const addresses = carriers.flatMap(({ line, address }) => (address ? [{ channel: line.channel, address }] : []))
  const [optedOut, asked, known, states] = await Promise.all([
    readOptOuts(portal, addresses),
    readConsentQuestions(portal, addresses),
    readCapabilities(portal, addresses, needs.now()),
    readLineStates(portal),
  ])
  const steps = (routing.ladder ?? []).map((step) => step.channel)
  const owned = routing.owners?.[contact.properties['hubspot_owner_id'] ?? ''] ?? []
  const rank = (channel: Channel, lineId: string) =>
    (steps.includes(channel) ? steps.indexOf(channel) : steps.length) * 2 + Number(!owned.includes(lineId))
  return carriers
    .toSorted((a, b) => rank(a.line.channel, a.line.id) - rank(b.line.channel, b.line.id))
    .map(({ line, provider, finding, address }) => {
      const state = states.get(line.id)
      const refused = known.find((one) => one.channel === line.channel && one.address === address && !one.capable)
      return {
        id: line.id,
        label: line.label,
        channel: line.channel,
        address,
        ...whyNot(line.channel, finding, optedOut, state),
        note: asked.includes(line.channel)
          ? mayHaveAsked
          : refused
            ? lastWord(refused)
            : state?.state === 'active'
              ? state.reason
              : null,
        bodyLength: provider.limits.bodyLength,
        attachments: provider.attachments ? { ...provider.attachments, types: [...provider.attachments.types] } : null,
      }
    })
}

/** What the rep may still do, and nothing does by itself. */
const mayHaveAsked =
  'What this contact wrote may be a wish not to be written to any more. Somebody decides; until then nothing is sent here by itself, and automatic messages that were waiting are cancelled.'

/** Why an address did not work the last time; the words may name it themselves. */
function lastWord({ address, reason }: { address: string; reason: string | null }): string {
  if (reason?.includes(address)) return asSentence(reason)
  return `The last word on ${address}: ${asSentence(reason ?? 'it cannot be reached on this channel')}`
}

type Against = Pick<ConversationLine, 'unavailable' | 'obstacle'>

function whyNot(channel: Channel, finding: Finding, optedOut: Channel[], state: LineState | undefined): Against {
  const against = (
    is: NonNullable<ConversationLine['obstacle']>['is'],
    unavailable: string,
    reason: string | null = null,
  ) => ({ unavailable, obstacle: { is, reason } })
  if (finding.found === 'none') return against('no_address', `Fill in ${anyPropertyLabel(finding.properties)} first.`)
  if (finding.found === 'invalid') {
    const words = `The contact's ${propertyLabel(finding.property)} cannot be reached. Correct it first.`
    return against('bad_address', words)
  }
  if (optedOut.includes(channel)) {
    return against('opted_out', 'The contact asked not to be written to on this channel.')
  }
  if (state?.state !== 'paused') return { unavailable: null, obstacle: null }
  return against('paused', `This line is paused. ${state.reason ?? ''}`.trim(), state.reason)
}
