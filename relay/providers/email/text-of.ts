import { simpleParser, type ParsedMail } from 'mailparser'

/** More than a person writes; what a mail program wraps around it may be cut. */
const longestHtml = 500_000

/**
 * The text of an email: its plain part, else its HTML turned into text with quotations marked by `>`. The parser only
 * turns HTML that stands alone, so HTML beside attachments is given to it once more as an email of its own.
 */
export async function textOf(mail: ParsedMail): Promise<string> {
  if (mail.text?.trim() || !mail.html) return mail.text ?? ''
  const cut = mail.html.slice(0, longestHtml)
  const html = cut.length < mail.html.length ? cut.slice(0, cut.lastIndexOf('>') + 1) : cut
  const alone = `Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n${html}`
  try {
    const { text } = await simpleParser(Buffer.from(alone), { skipTextToHtml: true, skipTextLinks: true })
    if (text) return text
  } catch {
    // HTML that defeats the parser must not cost us the reply.
  }
  return html.replace(/<[^<>]*>/g, ' ')
}
