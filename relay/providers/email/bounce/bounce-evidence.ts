import type { EmailLine } from '../email-line.ts'
import { headerText, type MailHeaders } from '../headers.ts'
import { isWordless } from '../is-wordless.ts'
import { messageIdsIn, ownReference, referenceOfMessageId } from '../message-id.ts'
import type { BounceFacts } from './bounce-facts.ts'
import { mailParts, type MailPart } from './mail-parts.ts'
import { mailSender, type MailSender } from './mail-sender.ts'
import { reportOutcome, type Report } from './report-outcome.ts'
import { returnedMessage, type Returned } from './returned-message.ts'
import { splitReturned } from './split-returned.ts'
import { textOutcome } from './text-outcome.ts'

/** What an email shows of being the report of a mail system. */
export interface BounceEvidence {
  sender: MailSender
  /** What its structure declares it to be. */
  declared: 'delivery' | 'complaint' | 'receipt' | null
  returned: Returned
  /** How it returns that message: as a part of its own, below a line that says so, or otherwise among its text. */
  how: 'attached' | 'announced' | 'in text' | null
  /** What it answers, by its own headers. */
  answered: Returned
  /** What its fields say, and its words; looked for when they are asked for. */
  readonly report: Report | null
  readonly words: ReturnType<typeof textOutcome>
  /** Its own words, and all of its text. */
  said: string
  text: string
}

const returning = /^(?:message\/(?:rfc822|global)|(?:text|message)\/(?:rfc822|global)-headers)$/
const fields = /^(?:message\/(?:global-)?delivery-status)$/
const fieldNames = /^(?:> ?)*(?:action|final-recipient|reporting-mta)[ \t]*:/im
const longest = 20_000

/** Reads an email as if it were such a report. */
export function bounceEvidence(facts: BounceFacts, line: EmailLine): BounceEvidence {
  const parts = mailParts(facts.bytes)
  const attached = parts.filter(({ type }) => returning.test(type)).map(({ text }) => text)
  const texts = parts.filter(({ type }) => type.startsWith('text/') && !returning.test(type))
  const plain = texts.filter((one) => one.type !== 'text/html' && one.text.trim() !== '')
  const told = plain.length > 0 ? plain : texts
  const halves = told.map(({ text }) => splitReturned(text))
  const said = [...new Set(halves.map((half) => half.said))].join('\n\n').trim().slice(0, longest)
  const below = halves.map((half) => half.returned)
  const others = parts.filter(({ type }) => !type.startsWith('text/') && !returning.test(type) && !isWordless(type))
  const returned = returnedMessage([...attached, ...below, ...others.map(({ text }) => text)], said, line)
  const isAttached = returnedMessage(attached, '', line).reference !== null
  const isAnnounced = halves.some((half) => half.announced)
  let report: Report | null | undefined
  let words: ReturnType<typeof textOutcome> | undefined
  return {
    sender: mailSender(facts.headers),
    declared: declaredAs(facts.headers, parts),
    returned,
    how: returned.reference === null ? null : isAttached ? 'attached' : isAnnounced ? 'announced' : 'in text',
    answered: answeredMessage(facts.headers, line),
    get report() {
      return (report ??= reportIn(parts, said, attached))
    },
    get words() {
      return (words ??= textOutcome(said, facts.subject))
    },
    said,
    text: told
      .map(({ text }) => text.trim())
      .join('\n\n')
      .slice(0, longest),
  }
}

function declaredAs(headers: MailHeaders, parts: readonly MailPart[]): BounceEvidence['declared'] {
  const type = headerText(headers, 'content-type').toLowerCase()
  const named = /^multipart\/report/.test(type) ? (/report-type\s*=\s*"?([\w-]+)/.exec(type)?.[1] ?? '') : null
  const has = (part: string) => parts.some((one) => one.type === part)
  if (named === 'feedback-report' || has('message/feedback-report') || parts.some(isHotmailComplaint))
    return 'complaint'
  if (named === 'disposition-notification' || has('message/disposition-notification')) return 'receipt'
  const isReport = named === '' || (named?.includes('delivery-status') ?? false)
  return isReport || headers.has('x-failed-recipients') || parts.some((one) => fields.test(one.type))
    ? 'delivery'
    : null
}

/** Microsoft returns the message alone, and says in its headers who complained. */
function isHotmailComplaint(part: MailPart): boolean {
  return returning.test(part.type) && /^x-hmxmroriginalrecipient:/im.test(part.text.slice(0, longest))
}

/** The fields of the report where they belong; else where some server on the way has put them. */
function reportIn(parts: readonly MailPart[], said: string, attached: readonly string[]): Report | null {
  const structured = parts.filter(({ type }) => fields.test(type)).map(({ text }) => text)
  const loose = parts.filter((one) => !returning.test(one.type) && fieldNames.test(one.text.slice(0, longest)))
  const nested = attached.flatMap((text) => mailParts(Buffer.from(text))).filter(({ type }) => fields.test(type))
  for (const texts of [structured, fieldNames.test(said) ? [said] : [], loose.map(({ text }) => text)]) {
    const report = reportOutcome(texts.join('\n\n').replace(/^(?:> ?)+/gm, ''))
    if (report) return report
  }
  return reportOutcome(nested.map(({ text }) => text).join('\n\n'))
}

/** The newest of ours that its own headers name; they may also be copied from it. Else whatever it answers. */
function answeredMessage(headers: MailHeaders, line: EmailLine): Returned {
  const names = (header: string) => messageIdsIn(headerText(headers, header))
  const ids = [...names('in-reply-to'), ...names('references').toReversed(), ...names('message-id')]
  const own = ids.find((id) => referenceOfMessageId(id, line) !== null)
  if (own !== undefined) return { reference: referenceOfMessageId(own, line), providerId: own }
  const marks = (headers.get('x-homing-reference') ?? []).map((mark) => ownReference(mark, line))
  const answered = names('in-reply-to')[0] ?? names('references').at(-1) ?? null
  return { reference: marks.find((mark) => mark !== null) ?? null, providerId: answered }
}
