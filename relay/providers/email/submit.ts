import { Readable } from 'node:stream'
import type { EmailSettings } from './settings.ts'
import type SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { Reach } from '../../reach/reach.ts'
import { smtpConnection } from './smtp-connection.ts'

/** How a conversation with the SMTP server ended. */
type Submission =
  { accepted: true; serverMessageId: string | undefined } | { accepted: false; error: SmtpError; mayHaveLeft: boolean }

/** The parts of a nodemailer error that decide what it means. */
export interface SmtpError extends Error {
  code?: string | undefined
  command?: string | undefined
  response?: string | undefined
  responseCode?: number | undefined
}

/**
 * Hands one message to the SMTP server. Never throws. `mayHaveLeft` is true from the moment the message is being
 * written: from then on the final dot may have reached the server, and only its answer can say that it refused.
 */
export async function submit(
  raw: Buffer,
  envelope: { from: string; to: string },
  smtp: EmailSettings['smtp'],
  signal: AbortSignal,
  reach?: Reach,
): Promise<Submission> {
  try {
    return await handOver(raw, envelope, smtp, signal, await smtpConnection(smtp, signal, reach))
  } catch (error) {
    return { accepted: false, error: error as SmtpError, mayHaveLeft: false }
  }
}

function handOver(
  raw: Buffer,
  envelope: { from: string; to: string },
  smtp: EmailSettings['smtp'],
  signal: AbortSignal,
  connection: SMTPConnection,
): Promise<Submission> {
  return new Promise((resolve) => {
    let mayHaveLeft = false
    // The connection reads from this only after the server's 354.
    const message = new Readable({
      read() {
        mayHaveLeft = true
        this.push(raw)
        this.push(null)
      },
    })
    const end = (submission: Submission) => {
      // First: closing reports an end of its own, which must not become the outcome.
      resolve(submission)
      signal.removeEventListener('abort', stop)
      if (!submission.accepted) return connection.close()
      connection.quit()
      setTimeout(() => connection.close(), 2_000).unref()
    }
    const fail = (error: SmtpError) => end({ accepted: false, error, mayHaveLeft })
    const stop = () => fail(Object.assign(new Error('The time limit passed'), { code: 'EABORT' }))
    connection.on('error', fail)
    connection.on('end', () =>
      fail(Object.assign(new Error('The server closed the connection'), { code: 'ECONNECTION' })),
    )
    signal.addEventListener('abort', stop, { once: true })
    if (signal.aborted) return stop()

    const send = () =>
      connection.send({ ...envelope, size: raw.length }, message, (error, info) => {
        if (error) fail(error)
        else end({ accepted: true, serverMessageId: info?.serverMessageId })
      })
    connection.connect((error) => {
      if (error) return fail(error)
      if (!smtp.user) return send()
      connection.login({ user: smtp.user, pass: smtp.password ?? '' }, (refused) => (refused ? fail(refused) : send()))
    })
  })
}
