import type { MailMessage } from './mail-store.ts'

function encodedWord(text: string): string {
  return /^[\x20-\x7e]*$/.test(text) ? text : `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`
}

/** The email a mail program sends when its user answers `original`: threaded, with the old text quoted below. */
export function replyMail(
  original: MailMessage,
  body: string,
  messageId: string,
  now: Date,
): { raw: string; to: string } {
  const to = original.replyTo ?? original.from
  const subject = /^re:/i.test(original.subject) ? original.subject : `Re: ${original.subject}`
  const references = [...original.references, ...(original.messageId ? [original.messageId] : [])]
  const quoted = original.text
    .trimEnd()
    .split('\n')
    .map((line) => `> ${line}`)
  const text = [body, '', `On ${original.at.toUTCString()}, <${original.from}> wrote:`, '', ...quoted].join('\r\n')
  const raw = [
    `From: ${original.to}`,
    `To: ${to}`,
    `Subject: ${encodedWord(subject)}`,
    `Date: ${now.toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: ${messageId}`,
    ...(original.messageId ? [`In-Reply-To: ${original.messageId}`] : []),
    ...(references.length > 0 ? [`References: ${references.join('\r\n ')}`] : []),
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    ...(Buffer.from(text)
      .toString('base64')
      .match(/.{1,76}/g) ?? []),
    '',
  ].join('\r\n')
  return { raw, to }
}
