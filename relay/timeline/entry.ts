import { cutText } from '../../contract/cut-text.ts'
import { asSentence } from '../../contract/as-sentence.ts'
import { channelLabels, channelNames } from '../../contract/channel-names.ts'
import { statusLabels, unprovedWords } from '../../contract/message-words.ts'
import type { TimelineEntry } from '../message/timeline-entry.ts'
import type { Writer } from './writer-of.ts'

/** HubSpot's limit for a string property, in characters. */
const longest = 65_536

/** Of what a provider says of a failure; it may say any amount. */
const longestDetail = 500

/** The HubSpot-defined association types from an engagement to a contact. */
export const contactAssociation = { communications: 81, emails: 198 } as const

export interface EntryNames {
  lineLabel: string
  lineAddress: string
  /** Who had it sent; null where nobody is named. */
  writer: Writer | null
}

/** The properties of a message on the timeline. They are made anew for every write, so writing twice says the same. */
export function entryProperties(entry: TimelineEntry, names: EntryNames): Record<string, string> {
  return entry.object === 'emails' ? emailProperties(entry, names) : communicationProperties(entry, names)
}

/** What only a creation may set: the key by which a creation in doubt is found again. */
export function entryKey(entry: TimelineEntry): string {
  return entry.messageId
}

function communicationProperties(entry: TimelineEntry, names: EntryNames): Record<string, string> {
  const channel = entry.service ?? channelLabels[entry.channel]
  const head =
    entry.direction === 'inbound'
      ? `<strong>${escape(channel)} · Received</strong> from ${escape(entry.address)} on ${escape(names.lineLabel)}`
      : `<strong>${escape(channel)} · ${statusLabels[entry.status]}</strong> to ${escape(entry.address)} from ${escape(names.lineLabel)}${escape(writtenBy(names))}`
  const more = [...troubleWords(entry), ...ladderWords(entry), ...changeWords(entry), ...fileWords(entry)]
    .map((words) => `<p>${escape(words)}</p>`)
    .join('')
  return {
    hs_timestamp: entry.at.toISOString(),
    // HubSpot has no iMessage type, so an iMessage is an SMS whose text says that it is one.
    hs_communication_channel_type: entry.channel === 'whatsapp' ? 'WHATS_APP' : 'SMS',
    hs_communication_logged_from: 'CRM',
    hs_communication_body: withinLimit(`<p>${head}</p>${more}`, entry.body),
    ...ownerOf(names),
  }
}

function emailProperties(entry: TimelineEntry, names: EntryNames): Record<string, string> {
  const [from, to] =
    entry.direction === 'inbound' ? [entry.address, names.lineAddress] : [names.lineAddress, entry.address]
  return {
    hs_timestamp: entry.at.toISOString(),
    hs_email_direction: entry.direction === 'inbound' ? 'INCOMING_EMAIL' : 'EMAIL',
    hs_email_status: emailStatus(entry),
    hs_email_subject: cutText(entry.subject ?? '', 1_000).toWellFormed(),
    hs_email_text: emailText(entry, names),
    ...ownerOf(names),
    hs_email_headers: JSON.stringify({ from: { email: from }, to: [{ email: to }], cc: [], bcc: [] }),
  }
}

/** What is to be said of it stands before the text, which may have to be cut. */
function emailText(entry: TimelineEntry, names: EntryNames): string {
  // An email has no head that says how it stands.
  const trouble = troubleWords(entry).map((words) => `${statusLabels[entry.status]}. ${words}`)
  const by = names.writer ? [`Sent${writtenBy(names)}`] : []
  const notes = [...trouble, ...by, ...ladderWords(entry), ...changeWords(entry), ...fileWords(entry)]
    .map((words) => `[${words}]\n`)
    .join('')
  const text = `${notes}${entry.body}`
  if (entry.original === null) return cutText(text, longest).toWellFormed()
  const whole = `${text}\n\n———— The whole mail ————\n\n${entry.original}`
  if (whole.length <= longest) return whole.toWellFormed()
  const cut = '… (shortened; the whole mail is in Homing)'
  return `${cutText(whole, longest - cut.length).toWellFormed()}${cut}`
}

const writtenBy = ({ writer }: EntryNames): string => (writer ? ` by ${shortened(writer.name)}` : '')

const ownerOf = ({ writer }: EntryNames): Record<string, string> =>
  writer?.ownerId ? { hubspot_owner_id: writer.ownerId } : {}

/** Who surely did not vouch for it, what was written elsewhere, what was changed since, and what people put beside it. */
function changeWords({ elsewhere, edited, reactions, unproved }: TimelineEntry): string[] {
  return [
    ...(unproved ? [`Unproved sender. ${unprovedWords}`] : []),
    ...(elsewhere ? [`Written outside of Homing${elsewhere.by ? ` by ${shortened(elsewhere.by)}` : ''}.`] : []),
    ...(edited ? ['Edited by whoever wrote it; what it said before stands in its story in Homing.'] : []),
    ...(reactions.length > 0 ? [`Reactions: ${shortened(reactions.join(' '))}`] : []),
  ]
}

/** How a message stands in for another, or another for it; also when it was delivered after all. */
function ladderWords({ insteadOf, followedBy, twice, status }: TimelineEntry): string[] {
  const words: string[] = []
  if (insteadOf)
    words.push(`Sent instead of ${channelNames[insteadOf.channel]}: ${asSentence(shortened(insteadOf.reason))}`)
  if (followedBy && (status === 'delivered' || status === 'read')) {
    const late = `Delivered late, after it was also sent by ${channelNames[followedBy]}`
    words.push(twice ? `${late}: this person has it twice.` : `${late}.`)
  } else if (followedBy) words.push(`Then sent by ${channelNames[followedBy]}.`)
  return words
}

function fileWords({ attachments }: TimelineEntry): string[] {
  if (attachments.length === 0) return []
  const names = attachments.map(
    ({ name, url }) =>
      name ??
      URL.parse(url ?? '')
        ?.pathname.split('/')
        .at(-1) ??
      'file',
  )
  return [`With ${cutText(names.join(', '), longestDetail).toWellFormed()}`]
}

function emailStatus(entry: TimelineEntry): string {
  if (entry.direction === 'inbound') return 'SENT'
  if (entry.status === 'undelivered') return 'BOUNCED'
  if (['failed', 'cancelled', 'expired'].includes(entry.status)) return 'FAILED'
  return ['queued', 'sending', 'scheduled', 'unknown'].includes(entry.status) ? 'SENDING' : 'SENT'
}

/** Why it stands as it does. What is not known has no reason yet. */
function troubleWords({ status, errorDetail }: TimelineEntry): string[] {
  return !errorDetail || status === 'unknown' ? [] : [asSentence(shortened(errorDetail))]
}

function shortened(detail: string): string {
  return cutText(detail, longestDetail).toWellFormed()
}

/** Everybody's text is hostile here: HubSpot renders HTML. */
function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** Cuts the text, never the markup, to what HubSpot takes, and says that it did. */
function withinLimit(head: string, body: string): string {
  if (body === '') return head
  const whole = (text: string, tail: string) => `${head}<p>${escape(text).replace(/\r?\n/g, '<br>')}${tail}</p>`
  const complete = whole(body, '')
  if (complete.length <= longest) return complete
  let keep = body.length
  let cut = complete
  while (cut.length > longest) {
    keep = Math.floor(keep * 0.9)
    cut = whole(cutText(body, keep).toWellFormed(), '… (shortened; the whole text is in Homing)')
  }
  return cut
}
