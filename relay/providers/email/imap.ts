import { ImapFlow } from 'imapflow'
import { cutText } from '../../../contract/cut-text.ts'
import { Permanent, Temporary } from '../../errors.ts'
import type { ProviderContext } from '../provider.ts'
import type { Standing } from '../standing.ts'
import { socketLookup } from '../../reach/socket-lookup.ts'
import type { EmailLine } from './email-line.ts'
import { lostConnection } from './lost-connection.ts'
import { mailAddresses } from './mail-addresses.ts'

/**
 * Logs in and opens the line's mailbox read-only, so that nothing can be marked as seen. Closes when the signal aborts. Nothing is asked there
 * but while the line stands. Throws `Permanent` for a refused login, a missing mailbox or a server out of reach, else `Temporary`.
 */
export async function openMailbox(
  line: EmailLine,
  { signal, reach, standing }: Pick<ProviderContext, 'signal' | 'reach' | 'standing'>,
): Promise<ImapFlow> {
  const { imap } = line.settings
  const addresses = await mailAddresses('imap', imap, signal, reach).catch((cause: unknown) => {
    throw imapFailure(cause)
  })
  const client = new ImapFlow({
    host: imap.host,
    port: imap.port,
    secure: imap.secure === 'tls',
    doSTARTTLS: imap.secure === 'starttls',
    auth: { user: imap.user, pass: imap.password },
    // These options are those of plain connections, too. The certificate is checked against the name.
    tls: {
      rejectUnauthorized: imap.allowInvalidCertificates !== true,
      lookup: socketLookup(() => Promise.resolve(addresses)),
    },
    logger: false,
    disableAutoIdle: true,
    // Servers end an IDLE after 29 minutes and routers forget quiet connections sooner.
    maxIdleTime: 240_000,
    connectionTimeout: 20_000,
    greetingTimeout: 20_000,
    // No mailbox this reads has larger parts; a server that announces more is broken or hostile.
    maxLiteralSize: 32 * 1024 * 1024,
    maxLineLength: 16 * 1024 * 1024,
  })
  if (standing) askWhileItStands(client, standing)
  // Every failure also rejects the command under way, which is where it is dealt with.
  client.on('error', () => client.close())
  const stop = () => client.close()
  signal.addEventListener('abort', stop, { once: true })
  client.once('close', () => signal.removeEventListener('abort', stop))
  try {
    if (signal.aborted) throw new Error('The time limit passed')
    await standing?.confirm()
    await client.connect()
    await client.mailboxOpen(imap.mailbox ?? 'INBOX', { readOnly: true })
    return client
  } catch (cause) {
    client.close()
    throw imapFailure(cause)
  }
}

/** The library's one way to every command, its login too, which it shows nobody. Whoever leaves may always say so. */
function askWhileItStands(client: ImapFlow, standing: Standing): void {
  const commands = client as unknown as { run(name: string, ...more: unknown[]): Promise<unknown> }
  const run = commands.run.bind(client)
  commands.run = async (name, ...more) => {
    if (name !== 'LOGOUT') await standing.confirm()
    return run(name, ...more)
  }
}

/** What a failed IMAP command means: a wrong login or mailbox needs a person, all else may pass. */
export function imapFailure(cause: unknown): Temporary | Permanent {
  if (cause instanceof Temporary || cause instanceof Permanent) return cause
  const words = cause instanceof Error ? cause.message : String(cause)
  const code = responseCode(cause)
  if (isLoginFailure(cause) && !['UNAVAILABLE', 'INUSE', 'LIMIT', 'SERVERBUG'].includes(code)) {
    return new Permanent('line_login_refused', 'The mailbox refused the user or password of the line.', {
      cause,
      blame: 'line',
    })
  }
  if (code === 'NONEXISTENT' || code === 'TRYCREATE') {
    return new Permanent('mailbox_missing', 'The mailbox that the line is to read does not exist.', {
      cause,
      blame: 'line',
    })
  }
  const lost = cause instanceof Error ? lostConnection(cause) : null
  return new Temporary('imap_unreachable', `The mailbox could not be read: ${lost ?? cutText(words, 300)}`, { cause })
}

function isLoginFailure(cause: unknown): boolean {
  return (
    typeof cause === 'object' &&
    cause !== null &&
    'authenticationFailed' in cause &&
    cause.authenticationFailed === true
  )
}

function responseCode(cause: unknown): string {
  const code: unknown =
    typeof cause === 'object' && cause && 'serverResponseCode' in cause ? cause.serverResponseCode : ''
  return typeof code === 'string' ? code.toUpperCase() : ''
}
