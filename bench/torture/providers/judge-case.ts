import type { ConversationMessage } from '../../../contract/conversation.ts'
import type { TimelineEntry } from '../../../workbench/hubspot/timeline.ts'
import type { Case, Finding } from './case.ts'

/** What HubSpot's timeline must say of a status. */
const labels: Record<string, string> = {
  sending: 'Sending',
  unknown: 'Not known whether it was sent',
  sent: 'Sent',
  delivered: 'Delivered',
  read: 'Read',
  undelivered: 'Not delivered',
}
const emailStatuses: Record<string, string> = { sending: 'SENDING', unknown: 'SENDING', undelivered: 'BOUNCED' }

/** Counts a case where things arrive: on the phone, on HubSpot's timeline, and in what the card shows. */
export function judgeCase(
  one: Case,
  shown: readonly ConversationMessage[],
  timeline: readonly TimelineEntry[],
): Finding[] {
  const findings: Finding[] = []
  const find = (figure: Finding['figure'], words: string) => void findings.push({ figure, words })
  /** Once is right; `where` names the place. */
  function once(count: number, what: string, where: string): void {
    if (count === 0) find('lost', `${what} is not ${where}`)
    if (count > 1) find('duplicated', `${what} is ${count} times ${where}`)
  }

  const arrived = one.world.arrived().filter(({ body }) => body.includes(one.mark)).length
  const outbound = shown.filter(({ direction }) => direction === 'outbound')
  const status = outbound.find(({ id }) => id === one.messageId)?.status ?? 'nothing'
  const staysAway = arrived === 0 && one.right.mayStayAway
  if (!staysAway) once(arrived, 'the message', 'on the phone')
  once(outbound.length, 'the message', 'in the card')
  const right = staysAway ? ['unknown'] : one.told !== null ? [one.told] : one.right.arrived
  if (arrived > 0 || staysAway) {
    if (!right.some((each) => each === status)) {
      find('wrongStatus', `the card shows ${status}; right would be ${right.join(' or ')}`)
    }
  }

  const entries = timeline.map((entry) => ({ entry, text: textOf(entry), received: isReceived(entry) }))
  const own = entries.filter(({ received, text }) => !received && text.includes(one.mark))
  once(own.length, 'the message', 'on the timeline')
  const [first] = own
  if (first && !says(first.entry, status)) {
    find('wrongStatus', `the timeline does not say ${status}: ${JSON.stringify(first.entry.properties)}`)
  }

  const inbound = shown.filter(({ direction }) => direction === 'inbound')
  for (const mark of one.replies) {
    once(inbound.filter(({ body }) => body.includes(mark)).length, `the reply ${mark}`, 'in the card')
    once(entries.filter(({ text }) => text.includes(mark)).length, `the reply ${mark}`, 'on the timeline')
  }
  const isWritten = (text: string) => one.replies.some((mark) => text.includes(mark))
  for (const { body } of inbound)
    if (!isWritten(body)) find('duplicated', `nobody wrote “${body}”, which the card shows`)
  for (const { text, entry, received } of entries) {
    if (received ? !isWritten(text) : !text.includes(one.mark))
      find('duplicated', `nobody wrote “${text}” on the timeline`)
    if (entry.contactIds.length !== 1) find('duplicated', `an entry stands with ${entry.contactIds.length} contacts`)
  }
  return findings
}

function textOf({ properties }: TimelineEntry): string {
  return properties.hs_communication_body ?? properties.hs_email_text ?? ''
}

function isReceived({ objectType, properties }: TimelineEntry): boolean {
  if (objectType === 'emails') return properties.hs_email_direction === 'INCOMING_EMAIL'
  return /^<p><strong>[^<]* · Received</.test(properties.hs_communication_body ?? '')
}

function says(entry: TimelineEntry, status: string): boolean {
  if (entry.objectType === 'emails') return entry.properties.hs_email_status === (emailStatuses[status] ?? 'SENT')
  const said = /^<p><strong>[^<·]* · ([^<:]*)/.exec(entry.properties.hs_communication_body ?? '')?.[1]
  return said === labels[status]
}
