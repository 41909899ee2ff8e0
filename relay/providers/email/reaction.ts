import type { ParsedMail } from 'mailparser'

/**
 * The sign that Gmail sends beside a message, as a part of its own:
 * https://developers.google.com/workspace/gmail/reactions/format; null where there is none.
 */
export function reactionIn(mail: ParsedMail): string | null {
  const part = mail.attachments.find(({ contentType }) => contentType === 'text/vnd.google.email-reaction+json')
  if (!part) return null
  try {
    const said: unknown = JSON.parse(part.content.toString('utf8'))
    const emoji = typeof said === 'object' && said !== null && 'emoji' in said ? said.emoji : null
    return typeof emoji === 'string' && emoji.trim() && emoji.length <= 40 ? emoji.trim() : null
  } catch {
    return null
  }
}
