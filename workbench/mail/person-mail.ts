import type { MailMessage } from './mail-store.ts'

/** What a person's mail program needs to know to write an email. Message-ids keep their angle brackets. */
interface PersonMail {
  from: string
  to: string
  subject: string
  text: string
  messageId: string
  inReplyTo?: string | null
  references?: readonly string[]
  at: Date
}

function encodedWord(text: string): string {
  return /^[\x20-\x7e]*$/.test(text) ? text : `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`
}

/** The bytes that a person's mail program sends. */
export function personMail(mail: PersonMail): string {
  const references = mail.references ?? []
  return [
    `From: ${mail.from}`,
    `To: ${mail.to}`,
    `Subject: ${encodedWord(mail.subject)}`,
    `Date: ${mail.at.toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: ${mail.messageId}`,
    ...(mail.inReplyTo ? [`In-Reply-To: ${mail.inReplyTo}`] : []),
    ...(references.length > 0 ? [`References: ${references.join('\r\n ')}`] : []),
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    ...(Buffer.from(mail.text)
      .toString('base64')
      .match(/.{1,76}/g) ?? []),
    '',
  ].join('\r\n')
}

/** What a mail program sends when its user answers `original`: threaded, with the old text quoted below. */
export function replyMail(original: MailMessage, body: string, messageId: string, at: Date): PersonMail {
  const quoted = original.text
    .trimEnd()
    .split('\n')
    .map((line) => `> ${line}`)
  return {
    from: original.to,
    to: original.replyTo ?? original.from,
    subject: /^re:/i.test(original.subject) ? original.subject : `Re: ${original.subject}`,
    text: [body, '', `On ${original.at.toUTCString()}, <${original.from}> wrote:`, '', ...quoted].join('\r\n'),
    messageId,
    inReplyTo: original.messageId,
    references: [...original.references, ...(original.messageId ? [original.messageId] : [])],
    at,
  }
}
