import type { AddressInfo, Server } from 'node:net'
import { bounceMail } from './bounce-mail.ts'
import type { MailFaults } from './faults.ts'
import { createImap } from './imap.ts'
import { homeAddress, MailStore, type MailMessage, type MailSnapshot } from './mail-store.ts'
import { personMail, replyMail } from './person-mail.ts'
import { createSmtp } from './smtp.ts'

/** The workbench's mail world: an SMTP and an IMAP server over one store, on loopback. */
export interface Mail {
  readonly smtpPort: number
  readonly imapPort: number
  /** What every mailbox's user logs in with; the user is the address. */
  readonly password: string
  readonly faults: MailFaults
  /** Ports may be fixed (0: any) so that stored settings hold after a restart. */
  listen(ports?: { smtp?: number; imap?: number }): Promise<void>
  close(): Promise<void>
  /** The emails of an address, oldest first; plus parts are folded into it. */
  mailbox(address: string): readonly MailMessage[]
  addresses(): string[]
  /** Files raw RFC 5322 bytes as if they had come from outside. */
  deliver(raw: string | Buffer, to: string, envelopeFrom?: string): Promise<MailMessage>
  /** The same, and nobody here reads them: they may be anything. */
  file(raw: Buffer, to: string, envelopeFrom?: string): void
  /** A person writes an email that begins a new thread. */
  write(mail: { from: string; to: string; subject: string; body: string }): Promise<MailMessage>
  /** The person who got this email answers it, as a mail program does. Throws when there is no such email. */
  reply(messageId: string, body: string): Promise<MailMessage>
  /** A mail system reports that this email could not be delivered. */
  bounce(messageId: string): Promise<MailMessage>
  onChange(listener: (message: MailMessage) => void): () => void
  /** Numbers a mailbox anew: its UIDVALIDITY changes. */
  renumber(address: string): void
  /** Cuts all IMAP connections. */
  dropImap(): void
  snapshot(): MailSnapshot
  restore(snapshot: MailSnapshot): Promise<void>
}

/** `domain` names the mail system itself (bounces come from it, and its word on senders). `smtpLogin`: who may send; left out, anybody. */
export function createMail({
  domain = 'mail.example',
  now = () => new Date(),
  password = 'workbench',
  smtpLogin = null,
}: {
  domain?: string
  now?: () => Date
  password?: string
  smtpLogin?: { user: string; password: string } | null
} = {}): Mail {
  const store = new MailStore(now)
  const faults: MailFaults = { smtp: 'none', imap: 'none' }
  const smtp = createSmtp(store, faults, smtpLogin)
  const imap = createImap(store, faults, password)
  const known = (messageId: string): MailMessage => {
    const message = store.find(messageId)
    if (!message) throw new Error(`There is no email ${messageId}`)
    return message
  }
  let made = 0
  /** People write from mailboxes of their own, so the receiving server can confirm it. */
  const confirmed = (from: string) =>
    `Authentication-Results: ${domain}; dmarc=pass header.from=${from.split('@')[1] ?? ''}`
  const newId = (address: string) => `<${now().getTime().toString(36)}.${++made}@${address.split('@')[1] ?? domain}>`
  return {
    get smtpPort() {
      return portOf(smtp.server)
    },
    get imapPort() {
      return portOf(imap.server)
    },
    password,
    faults,
    async listen(ports = {}) {
      await Promise.all([listening(smtp.server, ports.smtp ?? 0), listening(imap.server, ports.imap ?? 0)])
    },
    async close() {
      imap.drop()
      await Promise.all([
        new Promise<void>((done) => smtp.close(() => done())),
        new Promise<void>((done) => imap.server.close(() => done())),
      ])
    },
    mailbox: (address) => store.mailbox(address).messages,
    addresses: () => store.addresses(),
    deliver: (raw, to, envelopeFrom = 'someone@elsewhere.example') => store.deliver(raw, to, envelopeFrom),
    file: (raw, to, envelopeFrom = 'someone@elsewhere.example') => store.file(raw, to, envelopeFrom),
    write: ({ from, to, subject, body }) =>
      store.deliver(
        personMail({ from, to, subject, text: body, messageId: newId(from), at: now() }),
        ...([to, from, confirmed(from)] as const),
      ),
    reply(messageId, body) {
      const original = known(messageId)
      const mail = replyMail(original, body, newId(original.to), now())
      return store.deliver(personMail(mail), mail.to, homeAddress(original.to), confirmed(mail.from))
    },
    bounce(messageId) {
      const original = known(messageId)
      return store.deliver(bounceMail(original, domain, newId(`x@${domain}`), now()), original.envelopeFrom, '')
    },
    onChange: (listener) => store.onChange(listener),
    renumber: (address) => store.renumber(address),
    dropImap: imap.drop,
    snapshot: () => store.snapshot(),
    restore: (snapshot) => store.restore(snapshot),
  }
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address()
  if (!address || typeof address === 'string') throw new Error('The mail servers do not listen yet')
  return address.port
}
