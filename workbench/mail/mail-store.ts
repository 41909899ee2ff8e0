import { simpleParser } from 'mailparser'

/** An email as it lies in a mailbox. Message-ids keep their angle brackets. */
export interface MailMessage {
  uid: number
  mailbox: string
  envelopeFrom: string
  messageId: string | null
  inReplyTo: string | null
  references: string[]
  from: string
  to: string
  replyTo: string | null
  subject: string
  text: string
  attachments: { name: string; contentType: string; content: Buffer }[]
  at: Date
  flags: Set<string>
  raw: Buffer
}

/** One address's mailbox, numbered as IMAP numbers it. */
export interface Mailbox {
  address: string
  uidValidity: number
  uidNext: number
  messages: MailMessage[]
}

/** What survives a restart; plain JSON. */
export interface MailSnapshot {
  mailboxes: {
    address: string
    uidValidity: number
    uidNext: number
    messages: { uid: number; envelopeFrom: string; at: string; flags: string[]; raw: string }[]
  }[]
}

/** `Person+anything@Company.Example` is delivered to `person@company.example`. */
export function homeAddress(address: string): string {
  const [local = '', domain = ''] = address.toLowerCase().split('@')
  return `${local.split('+')[0]}@${domain}`
}

/** Every mailbox of the workbench; one comes into being with its first email or login. */
export class MailStore {
  #mailboxes = new Map<string, Mailbox>()
  #listeners = new Set<(message: MailMessage) => void>()
  readonly #now: () => Date

  constructor(now: () => Date) {
    this.#now = now
  }

  mailbox(address: string): Mailbox {
    const home = homeAddress(address)
    const existing = this.#mailboxes.get(home)
    if (existing) return existing
    const made = { address: home, uidValidity: 1_000 + this.#mailboxes.size, uidNext: 1, messages: [] }
    this.#mailboxes.set(home, made)
    return made
  }

  addresses(): string[] {
    return [...this.#mailboxes.keys()]
  }

  find(messageId: string): MailMessage | undefined {
    for (const { messages } of this.#mailboxes.values()) {
      const found = messages.find((message) => message.messageId === messageId)
      if (found) return found
    }
    return undefined
  }

  /**
   * Adds the envelope's traces as a receiving server does, its word on the sender (a header line) among them, then files the email and tells
   * the listeners.
   */
  async deliver(raw: Buffer | string, to: string, envelopeFrom: string, word?: string): Promise<MailMessage> {
    const bytes = withTraces(raw, to, envelopeFrom, word)
    return this.#add(await parsed(bytes, to, envelopeFrom, this.#now()))
  }

  /** The same without a look at what it says. */
  file(raw: Buffer, to: string, envelopeFrom: string): void {
    const [at, mailbox] = [this.#now(), homeAddress(to)]
    const unread = { messageId: null, inReplyTo: null, references: [], from: '', replyTo: null, subject: '', text: '' }
    const bytes = withTraces(raw, to, envelopeFrom)
    this.#add({ ...unread, uid: 0, mailbox, envelopeFrom, to, attachments: [], at, flags: new Set(), raw: bytes })
  }

  #add(message: MailMessage): MailMessage {
    const mailbox = this.mailbox(message.to)
    message.uid = mailbox.uidNext++
    mailbox.messages.push(message)
    for (const listener of this.#listeners) listener(message)
    return message
  }

  /** Numbers every email anew, as a server does after it lost its index. */
  renumber(address: string): void {
    const mailbox = this.mailbox(address)
    mailbox.uidValidity += 1
    mailbox.messages.forEach((message, index) => (message.uid = index + 1))
    mailbox.uidNext = mailbox.messages.length + 1
  }

  /** Calls back with every email that arrives; the returned function ends that. */
  onChange(listener: (message: MailMessage) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  snapshot(): MailSnapshot {
    const mailboxes = [...this.#mailboxes.values()].map(({ messages, ...rest }) => ({
      ...rest,
      messages: messages.map(({ uid, envelopeFrom, at, flags, raw }) => {
        return { uid, envelopeFrom, at: at.toISOString(), flags: [...flags], raw: raw.toString('base64') }
      }),
    }))
    return { mailboxes }
  }

  async restore(snapshot: MailSnapshot): Promise<void> {
    this.#mailboxes.clear()
    for (const { messages, ...rest } of snapshot.mailboxes) {
      const mailbox: Mailbox = { ...rest, messages: [] }
      for (const { uid, envelopeFrom, at, flags, raw } of messages) {
        const message = await parsed(Buffer.from(raw, 'base64'), rest.address, envelopeFrom, new Date(at))
        mailbox.messages.push({ ...message, uid, flags: new Set(flags) })
      }
      this.#mailboxes.set(rest.address, mailbox)
    }
  }
}

function withTraces(raw: Buffer | string, to: string, envelopeFrom: string, word?: string): Buffer {
  const said = word === undefined ? '' : `${word}\r\n`
  return Buffer.concat([
    Buffer.from(`${said}Return-Path: <${envelopeFrom}>\r\nDelivered-To: ${to}\r\n`),
    Buffer.from(raw),
  ])
}

/** Bytes of a mail whose HTML is turned into text for the page. */
const longestTurned = 200_000

async function parsed(raw: Buffer, to: string, envelopeFrom: string, at: Date): Promise<MailMessage> {
  // A server takes whatever comes, and does not stop at it.
  const mail = await simpleParser(raw, { skipTextToHtml: true, skipHtmlToText: raw.length > longestTurned })
  const references = typeof mail.references === 'string' ? [mail.references] : (mail.references ?? [])
  return {
    uid: 0,
    mailbox: homeAddress(to),
    envelopeFrom,
    messageId: mail.messageId ?? null,
    inReplyTo: mail.inReplyTo ?? null,
    references,
    from: mail.from?.value[0]?.address ?? '',
    to,
    replyTo: mail.replyTo?.value[0]?.address ?? null,
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    attachments: mail.attachments.map(({ filename: name = '', contentType, content }) => ({
      name,
      contentType,
      content,
    })),
    at,
    flags: new Set(),
    raw,
  }
}
