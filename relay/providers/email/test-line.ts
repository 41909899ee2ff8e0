import type { Mail } from '../../../workbench/mail/create-mail.ts'
import type { Outgoing, ProviderContext, ProviderEvent, Received } from '../provider.ts'
import type { EmailLine } from './email-line.ts'
import type { EmailSettings } from './settings.ts'

/** The line the tests of this folder send from, on the given fake mail servers. */
export function testLine(
  mail: Pick<Mail, 'smtpPort' | 'imapPort' | 'password'> = { smtpPort: 1, imapPort: 1, password: '' },
  settings: Partial<EmailSettings> = {},
): EmailLine {
  return {
    portalId: '62515',
    id: 'sales',
    label: 'Sales',
    channel: 'email',
    address: 'sales@company.example',
    callbackUrl: 'http://127.0.0.1/unused',
    settings: {
      smtp: { host: '127.0.0.1', port: mail.smtpPort, secure: 'none' },
      imap: {
        host: '127.0.0.1',
        port: mail.imapPort,
        secure: 'none',
        user: 'replies@company.example',
        password: mail.password,
      },
      fromName: 'Acme Sales',
      replyAddress: 'replies@company.example',
      bounceAddress: 'replies@company.example',
      ...settings,
    },
  }
}

export function outgoing(changes: Partial<Outgoing> = {}): Outgoing {
  return {
    reference: '01890a5d-ac96-774b-bcce-b302099a8057',
    to: 'maria@customer.example',
    subject: 'Your order',
    body: 'Hello Maria,\nit is on its way.',
    conversationToken: 'c0nv3rsat10nt0ken7',
    earlier: [],
    ...changes,
  }
}

export function context(signal: AbortSignal = new AbortController().signal): ProviderContext {
  return { fetch, now: () => new Date('2026-09-14T10:00:00Z'), signal }
}

/** An email as it lies in a mailbox, from its header lines and text. */
export function received(headers: readonly string[], text: string): Received {
  return { origin: 'history', headers: {}, body: Buffer.from([...headers, '', text, ''].join('\r\n')) }
}

/** The first event, which must be of this kind. */
export function only<K extends ProviderEvent['kind']>(
  events: readonly ProviderEvent[],
  kind: K,
): Extract<ProviderEvent, { kind: K }> {
  const [event] = events
  if (events.length !== 1 || event?.kind !== kind) throw new Error(`Expected one ${kind}: ${JSON.stringify(events)}`)
  return event as Extract<ProviderEvent, { kind: K }>
}
