import type { Attachment, ParsedMail } from 'mailparser'
import { withEndingOfType } from '../ending-of-type.ts'
import type { ReceivedAttachment } from '../provider.ts'
import { receivedFile } from '../received-file.ts'
import { calendarWords } from './calendar-words.ts'
import { parseMail } from './parse-mail.ts'
import { fromSevenBit } from './seven-bit.ts'
import { signedContent } from './signed-content.ts'
import { textOf } from './text-of.ts'
import { readTnef } from './tnef.ts'
import { vcardWords } from './vcard-words.ts'
import { visibleText } from './visible-text.ts'

/** What an email holds, in all the wrappings that mail programs know. */
export interface MailContent {
  /** What is written in it. */
  text: string
  /** Mails that lie in it, passed on as files, with their senders and words. */
  passedOn: string[]
  /** What else came, in our words. */
  said: string[]
  files: ReceivedAttachment[]
}

const mostPassedOn = 5
/** Parts that are looked into; those behind them are counted. */
const mostOpened = 200
const deepest = 3
/** Forms of a text that programs put beside it for each other. */
const otherForm = /^text\/(?:x-amp-html|watch-html|enriched|richtext|markdown|vnd\.google\.email-reaction\+json)$/
/** Where a picture stands, as programs write it into a text. */
const pictureMark = /\[cid:[^\]\s]{1,300}\]/gi

/** Opens what can be opened (signed S/MIME, Outlook's winmail.dat, mails in mails) and says what the rest is. */
export async function contentOf(mail: ParsedMail, depth = 0): Promise<MailContent> {
  const text = textOf(mail).replace(pictureMark, '')
  const isAlone = text.trim() === ''
  const content: MailContent = { text: isAlone ? '' : text, passedOn: [], said: [], files: [] }
  for (const [index, part] of mail.attachments.entries()) {
    // Pictures within the text are no files, unless there is no text.
    if (part.related && !(isAlone && part.contentType.startsWith('image/'))) continue
    if (index < mostOpened) await open(part, content, depth)
    else content.files.push(file('', part.contentType))
  }
  return content
}

async function open(part: Attachment, content: MailContent, depth: number): Promise<void> {
  const type = part.contentType.toLowerCase()
  const name = fromSevenBit(part.filename ?? '')
  if (/^application\/(?:x-)?pkcs7-mime$/.test(type)) return openSigned(part, content, depth)
  if (/ms-tnef$/.test(type) || /^winmail\.dat$/i.test(name)) return openPacket(part, content)
  if (type === 'application/pgp-encrypted') {
    content.said.push('This mail is encrypted (PGP): only a mail program with its key can open it.')
  } else if (type === 'message/rfc822' && depth < deepest) await openMail(part, content, depth)
  else if (type === 'text/calendar') {
    const words = calendarWords(part.content.toString('utf8'))
    if (words && !content.said.includes(words)) content.said.push(words)
    if (!words || name) content.files.push(file(name, type))
  } else if (/^text\/(?:x-)?vcard$/.test(type)) {
    const words = vcardWords(part.content.toString('utf8'))
    if (words) content.said.push(words)
    content.files.push(file(name, type))
  } else if (!name && otherForm.test(type)) {
    // Beside a text it says the same in another form; alone it is the text.
    if (content.text === '') content.text = visibleText(part.content.toString('utf8')).trim()
  } else if (!/^application\/(?:x-)?(?:pkcs7|pgp)-signature$/.test(type)) content.files.push(file(name, type))
}

async function openSigned(part: Attachment, content: MailContent, depth: number): Promise<void> {
  const signed = depth < deepest ? signedContent(part.content) : null
  if (!signed) {
    content.said.push('This mail is encrypted (S/MIME): only a mail program with its key can open it.')
    return
  }
  const inner = await contentOf(await parseMail(signed), depth + 1)
  content.text = [content.text.trim(), inner.text].filter(Boolean).join('\n\n')
  content.passedOn.push(...inner.passedOn)
  content.said.push(...inner.said)
  content.files.push(...inner.files)
}

function openPacket(part: Attachment, content: MailContent): void {
  const packet = readTnef(part.content)
  if (!packet) {
    content.said.push("A packet of Outlook's own came with it (winmail.dat) that could not be opened.")
    content.files.push(file('winmail.dat', part.contentType))
    return
  }
  if (content.text === '') content.text = packet.text
  if (content.text === '' && packet.names.length === 0) {
    content.said.push("Its text is in a form of Outlook's own (winmail.dat) that only Outlook shows.")
  }
  content.files.push(...packet.names.map((name) => file(name, 'application/octet-stream')))
}

async function openMail(part: Attachment, content: MailContent, depth: number): Promise<void> {
  if (content.passedOn.length >= mostPassedOn) return
  const mail = await parseMail(part.content).catch(() => null)
  if (!mail) {
    content.files.push(file(fromSevenBit(part.filename ?? '') || 'mail.eml', 'message/rfc822'))
    return
  }
  const inner = await contentOf(mail, depth + 1)
  const head = [
    ...(mail.from ? [`From: ${mail.from.text}`] : []),
    ...(mail.date ? [`Date: ${mail.date.toISOString()}`] : []),
    ...(mail.subject ? [`Subject: ${mail.subject}`] : []),
  ]
  content.passedOn.push(
    [head.join('\n'), inner.text.trim(), ...inner.said, ...inner.passedOn].filter(Boolean).join('\n\n'),
  )
  content.files.push(
    file(fromSevenBit(part.filename ?? '') || `${mail.subject ?? 'mail'}.eml`, 'message/rfc822'),
    ...inner.files,
  )
}

/** It lies in the mailbox, for which there is no address. */
function file(name: string, contentType: string): ReceivedAttachment {
  const [type = ''] = contentType.toLowerCase().split(';')
  return receivedFile({ url: null, contentType: type, name: name || withEndingOfType('attachment', type) })
}
