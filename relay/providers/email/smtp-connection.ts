import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { socketLookup } from '../../reach/socket-lookup.ts'
import type { ProviderContext } from '../provider.ts'
import { withTimeLimit } from '../../with-time-limit.ts'
import { mailAddresses } from './mail-addresses.ts'
import type { EmailSettings } from './settings.ts'

/** What of a call's context a conversation needs. */
export type SmtpContext = Pick<ProviderContext, 'signal' | 'reach' | 'standing'>

/** Milliseconds for a connection, and for the first words of the server. */
const patience = 20_000

/**
 * A conversation with the line's SMTP server, not begun yet, over a connection to an address that was judged: the library would look
 * the name up by itself. Certificates are checked against the name. Throws `AddressRefused`, `LineChanged`, or what the system throws.
 */
export async function smtpConnection(smtp: EmailSettings['smtp'], context: SmtpContext): Promise<SMTPConnection> {
  const { signal } = context
  const connection = await open(smtp, context).catch((error: unknown) => {
    throw signal.aborted ? Object.assign(new Error('The time limit passed'), { code: 'EABORT' }) : error
  })
  return new SMTPConnection({
    connection,
    host: smtp.host,
    port: smtp.port,
    secure: smtp.secure === 'tls',
    requireTLS: smtp.secure === 'starttls',
    ignoreTLS: smtp.secure === 'none',
    connectionTimeout: patience,
    greetingTimeout: patience,
    tls: { rejectUnauthorized: smtp.allowInvalidCertificates !== true },
  })
}

async function open(smtp: EmailSettings['smtp'], { signal, reach, standing }: SmtpContext): Promise<Socket> {
  const addresses = await mailAddresses('smtp', smtp, signal, reach)
  await standing?.confirm()
  return withTimeLimit(patience, [signal], async (limit) => {
    const lookup = socketLookup(() => Promise.resolve(addresses))
    const socket = connect({ host: smtp.host, port: smtp.port, lookup })
    try {
      await once(socket, 'connect', { signal: limit })
      return socket
    } catch (error) {
      socket.on('error', () => undefined).destroy()
      throw limit.aborted ? Object.assign(new Error('The time limit passed'), { code: 'ETIMEDOUT' }) : error
    }
  })
}
