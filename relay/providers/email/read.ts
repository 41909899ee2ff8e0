import { createHash } from 'node:crypto'
import { simpleParser, type ParsedMail } from 'mailparser'
import { Invalid } from '../../errors.ts'
import type { ProviderEvent, Received, ReceivedAttachment } from '../provider.ts'
import { parseAddress } from './address.ts'
import { arrivedAt } from './arrived-at.ts'
import { automaticReason } from './automatic.ts'
import { bounceEvents } from './bounce.ts'
import type { EmailLine } from './email-line.ts'
import { headerText, mailHeaders, type MailHeaders } from './headers.ts'
import { messageIdsIn, ownReference } from './message-id.ts'
import { withoutQuoted } from './quoted.ts'
import { conversationTokenIn } from './reply-address.ts'
import { textOf } from './text-of.ts'

const longestBody = 100_000
const mostAttachments = 10

/** What one email says. Throws `Invalid` for bytes that are no email. */
export async function read(received: Received, line: EmailLine): Promise<ProviderEvent[]> {
  const mail = await parse(received.body)
  const headers = mailHeaders(mail.headerLines ?? [])
  const from = senderOf(mail)
  if (isOwn(headers, from, line)) return [{ kind: 'ignored', reason: 'our own email' }]
  const at = arrivedAt(mail.date, received.headers['imap-internal-date'], headers)

  const conversationToken = tokenOf(headers, line)
  const subject = clean(mail.subject ?? '', 500)
  const providerId = messageIdsIn(headerText(headers, 'message-id').slice(0, 998))[0] ?? fingerprint(received.body)

  const bounced = bounceEvents({ headers, raw: received.body, providerId, from, subject, at, conversationToken }, line)
  if (bounced) return bounced

  const answers = messageIdsIn(`${headerText(headers, 'in-reply-to')} ${headerText(headers, 'references')}`)
  const automatic = automaticReason(headers, subject, conversationToken !== undefined || answers.length > 0)
  if (automatic) return [{ kind: 'ignored', reason: automatic }]
  if (!from) throw new Invalid('email_without_sender', 'The email names no sender, so nobody can be answered.')

  const attachments = attachmentsOf(mail)
  return [
    {
      kind: 'reply',
      providerId,
      from,
      subject: subject || null,
      body: await bodyOf(mail, attachments),
      at,
      conversationToken,
      ...(answers.length > 0 ? { answers } : {}),
      ...(attachments.length > 0 ? { attachments } : {}),
    },
  ]
}

async function parse(body: Uint8Array): Promise<ParsedMail> {
  const raw = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  try {
    return await simpleParser(raw, { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true })
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error)
    throw new Invalid('unreadable_email', `The email could not be read: ${words.slice(0, 200)}`)
  }
}

function senderOf(mail: ParsedMail): string | null {
  const addresses = (mail.from?.value ?? []).flatMap((entry) => [entry, ...(entry.group ?? [])])
  for (const { address } of addresses) {
    const parsed = parseAddress(address ?? '')
    if (parsed) return parsed.address.toLowerCase()
  }
  return null
}

function isOwn(headers: MailHeaders, from: string | null, line: EmailLine): boolean {
  if (from && [line.address, line.settings.replyAddress].some((ours) => ours?.toLowerCase() === from)) return true
  return (headers.get('x-homing-reference') ?? []).some((value) => ownReference(value, line) !== null)
}

/** The envelope's recipient is the truth; To and Cc only count when they name one conversation alone. */
function tokenOf(headers: MailHeaders, line: EmailLine): string | undefined {
  for (const names of [
    ['delivered-to', 'x-original-to', 'envelope-to', 'x-delivered-to'],
    ['to', 'cc'],
  ]) {
    const text = names.map((name) => headerText(headers, name)).join(' ')
    const tokens = new Set<string>()
    for (const [address] of text.matchAll(/[^\s<>,;:"()[\]\\]{1,64}@[^\s<>,;:"()[\]\\]{1,253}/g)) {
      const token = conversationTokenIn(address, line)
      if (token) tokens.add(token)
    }
    if (tokens.size === 1) return [...tokens][0]
  }
  return undefined
}

async function bodyOf(mail: ParsedMail, attachments: readonly ReceivedAttachment[]): Promise<string> {
  const written = withoutQuoted(clean(await textOf(mail), longestBody))
  const names = attachments.map(({ name }) => name)
  const attached = names.length > 0 ? `Attached: ${names.join(', ')}` : ''
  return [written, attached].filter(Boolean).join('\n\n')
}

/** They lie in the mailbox, for which there is no address; pictures within the text are no attachments. */
function attachmentsOf(mail: ParsedMail): ReceivedAttachment[] {
  return mail.attachments
    .filter((part) => !part.related)
    .slice(0, mostAttachments)
    .map(({ filename, contentType }) => ({
      url: null,
      contentType: clean(contentType, 100),
      name: clean(filename ?? contentType, 100),
    }))
}

/** Without what PostgreSQL cannot store: NUL and halves of surrogate pairs. */
function clean(text: string, length: number): string {
  return text.slice(0, length).replaceAll('\0', '').toWellFormed()
}

function fingerprint(body: Uint8Array): string {
  return `sha256:${createHash('sha256').update(body).digest('hex')}`
}
