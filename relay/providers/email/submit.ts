import { Readable } from 'node:stream'
import type { EmailSettings } from './settings.ts'
import type SMTPConnection from 'nodemailer/lib/smtp-connection'
import { smtpConnection, type SmtpContext } from './smtp-connection.ts'

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
 * written: from then on the final dot may have reached the server, and only its answer can say that it refused. What shows who we are, or
 * what the message is, is written while the line stands.
 */
export async function submit(
  raw: Buffer,
  envelope: { from: string; to: string },
  smtp: EmailSettings['smtp'],
  context: SmtpContext,
): Promise<Submission> {
  try {
    return await handOver(raw, envelope, smtp, context, await smtpConnection(smtp, context))
  } catch (error) {
    return { accepted: false, error: error as SmtpError, mayHaveLeft: false }
  }
}

function handOver(
  raw: Buffer,
  envelope: { from: string; to: string },
  smtp: EmailSettings['smtp'],
  { signal, standing }: SmtpContext,
  connection: SMTPConnection,
): Promise<Submission> {
  return new Promise((resolve) => {
    let mayHaveLeft = false
    let isOver = false
    // The connection reads from this only after the server's 354.
    const message = new Readable({
      read() {
        whileItStands(() => {
          mayHaveLeft = true
          this.push(raw)
          this.push(null)
        })
      },
    })
    const end = (submission: Submission) => {
      // First: closing reports an end of its own, which must not become the outcome.
      resolve(submission)
      isOver = true
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

    const whileItStands = (go: () => void) => {
      Promise.resolve(standing?.confirm())
        .then(() => isOver || go())
        .catch(fail)
    }
    const send = () =>
      connection.send({ ...envelope, size: raw.length }, message, (error, info) => {
        if (error) fail(error)
        else end({ accepted: true, serverMessageId: info?.serverMessageId })
      })
    connection.connect((error) => {
      if (error) return fail(error)
      const { user, password: pass = '' } = smtp
      if (!user) return whileItStands(send)
      const logIn = () => connection.login({ user, pass }, (refused) => (refused ? fail(refused) : whileItStands(send)))
      whileItStands(logIn)
    })
  })
}
