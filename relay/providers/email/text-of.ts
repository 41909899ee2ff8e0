import type { ParsedMail } from 'mailparser'
import { htmlText } from './html-text.ts'
import { fromSevenBit } from './seven-bit.ts'
import { sharedLetters } from './shared-letters.ts'
import { visibleText } from './visible-text.ts'

/** More than a person writes; what a mail program wraps around it may be cut. */
const longestHtml = 500_000

/**
 * The text of an email: its plain part, else its HTML turned into text with quotations marked by `>`. A plain part does not
 * always say what the HTML says: lists put their footer beside a mail that has HTML alone, and some programs write "this mail
 * needs HTML" there. Then it is both.
 */
export function textOf(mail: Pick<ParsedMail, 'text' | 'html'>): string {
  const plain = fromSevenBit(mail.text ?? '')
  if (!mail.html) return plain
  const html = fromSevenBit(mail.html.slice(0, longestHtml))
  if (plain.trim() && sharedLetters(visibleText(html), plain) > 0.8) return plain
  const text = htmlText(html.length < mail.html.length ? html.slice(0, html.lastIndexOf('>') + 1) : html)
  if (!plain.trim() || sharedLetters(plain, text) > 0.9) return text
  return sharedLetters(text, plain) > 0.8 ? plain : `${text.trim()}\n\n${plain.trim()}`
}
