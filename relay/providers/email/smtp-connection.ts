import SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { EmailSettings } from './settings.ts'

/** A conversation with the line's SMTP server, not begun yet. */
export function smtpConnection(smtp: EmailSettings['smtp']): SMTPConnection {
  return new SMTPConnection({
    host: smtp.host,
    port: smtp.port,
    secure: smtp.secure === 'tls',
    requireTLS: smtp.secure === 'starttls',
    ignoreTLS: smtp.secure === 'none',
    connectionTimeout: 20_000,
    greetingTimeout: 20_000,
    tls: { rejectUnauthorized: smtp.allowInvalidCertificates !== true },
  })
}
