import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { Reach } from '../../reach/reach.ts'
import { socketLookup } from '../../reach/socket-lookup.ts'
import { withTimeLimit } from '../../with-time-limit.ts'
import { mailAddresses } from './mail-addresses.ts'
import type { EmailSettings } from './settings.ts'

/** Milliseconds for a connection, and for the first words of the server. */
const patience = 20_000

/**
 * A conversation with the line's SMTP server, not begun yet, over a connection to an address that was judged: the library would look
 * the name up by itself. Certificates are checked against the name. Throws `AddressRefused`, or what the system throws.
 */
export async function smtpConnection(
  smtp: EmailSettings['smtp'],
  signal: AbortSignal,
  reach?: Reach,
): Promise<SMTPConnection> {
  const connection = await open(smtp, signal, reach).catch((error: unknown) => {
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

async function open(smtp: EmailSettings['smtp'], signal: AbortSignal, reach?: Reach): Promise<Socket> {
  const addresses = await mailAddresses('smtp', smtp, signal, reach)
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
