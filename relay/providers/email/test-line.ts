import type { ProviderContext } from '../provider.ts'
import type { EmailLine } from './email-line.ts'
import { openMailbox } from './imap.ts'
import { refusal } from './refusal.ts'
import type { EmailSettings } from './settings.ts'
import { smtpConnection } from './smtp-connection.ts'
import type { SmtpError } from './submit.ts'

const nobodyIsProved =
  'The setting authservId is missing, so no sender of a mail is proved: STOP and START count only where a mail answers one of yours. Set it to what stands first in Authentication-Results of a mail in this mailbox.'

/**
 * Logs in to both servers and opens the mailbox; nothing is sent or marked. Throws `Permanent` or `Temporary`; answers with what is missing
 * although the line works.
 */
export async function testLine(line: EmailLine, context: ProviderContext): Promise<string | void> {
  await logIn(line.settings.smtp, context)
  const mailbox = await openMailbox(line, context)
  await mailbox.logout().catch(() => mailbox.close())
  if (!line.settings.authservId) return nobodyIsProved
}

async function logIn(smtp: EmailSettings['smtp'], context: ProviderContext): Promise<void> {
  const { signal, standing } = context
  const connection = await smtpConnection(smtp, context).catch((error: unknown) => {
    throw refusal(error as SmtpError)
  })
  return new Promise((resolve, reject) => {
    const end = (error?: SmtpError) => {
      signal.removeEventListener('abort', stop)
      if (error) reject(refusal(error))
      else resolve()
      connection.close()
    }
    const stop = () => end(Object.assign(new Error('The time limit passed'), { code: 'EABORT' }))
    connection.on('error', end)
    connection.on('end', () =>
      end(Object.assign(new Error('The server closed the connection'), { code: 'ECONNECTION' })),
    )
    signal.addEventListener('abort', stop, { once: true })
    if (signal.aborted) return stop()
    connection.connect((error) => {
      if (error) return end(error)
      if (!smtp.user) return end()
      const login = { user: smtp.user, pass: smtp.password ?? '' }
      const logIn = () => connection.login(login, (refused) => end(refused ?? undefined))
      void Promise.resolve(standing?.confirm()).then(logIn, end)
    })
  })
}
