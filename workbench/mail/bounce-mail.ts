import type { MailMessage } from './mail-store.ts'

/** The report (RFC 3464) that a mail system sends when the recipient of `original` does not exist. */
export function bounceMail(original: MailMessage, domain: string, messageId: string, now: Date): string {
  const head = original.raw.toString('latin1').split('\r\n\r\n')[0] ?? ''
  const boundary = 'report-boundary'
  return [
    `From: Mail Delivery System <mailer-daemon@${domain}>`,
    `To: ${original.envelopeFrom}`,
    'Subject: Undelivered Mail Returned to Sender',
    `Date: ${now.toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: ${messageId}`,
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=delivery-status; boundary="${boundary}"`,
    '',
    `--${boundary}`,
    'Content-Type: text/plain; charset=us-ascii',
    '',
    `Your message to <${original.to}> could not be delivered.`,
    `--${boundary}`,
    'Content-Type: message/delivery-status',
    '',
    `Reporting-MTA: dns; ${domain}`,
    '',
    `Final-Recipient: rfc822; ${original.to}`,
    'Action: failed',
    'Status: 5.1.1',
    'Diagnostic-Code: smtp; 550 5.1.1 No such user here',
    '',
    `--${boundary}`,
    'Content-Type: text/rfc822-headers',
    '',
    head,
    '',
    `--${boundary}--`,
    '',
  ].join('\r\n')
}
