import type { ImapArgument } from './imap-line.ts'
import type { MailMessage } from './mail-store.ts'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function internalDate(at: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const day = String(at.getUTCDate()).padStart(2, ' ')
  const time = [at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()].map(two).join(':')
  return `"${day}-${months[at.getUTCMonth()]}-${at.getUTCFullYear()} ${time} +0000"`
}

function literal(bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`{${bytes.length}}\r\n`), bytes])
}

function section(message: MailMessage, name: string): Buffer | null {
  if (name === '') return message.raw
  const end = message.raw.indexOf('\r\n\r\n')
  const split = end < 0 ? message.raw.length : end + 4
  if (name === 'HEADER') return message.raw.subarray(0, split)
  if (name === 'TEXT') return message.raw.subarray(split)
  return null
}

/**
 * One `FETCH` answer with FLAGS, INTERNALDATE, RFC822.SIZE, UID and `BODY[]`, `BODY[HEADER]`, `BODY[TEXT]`, each with
 * `.PEEK` and a partial. Throws `SyntaxError` for what this server does not have. Without PEEK the email becomes seen
 * if `writable`.
 */
export function fetchAnswer(sequence: number, message: MailMessage, items: ImapArgument[], writable: boolean): Buffer {
  const parts: Buffer[] = []
  for (const item of items) {
    const name = typeof item === 'string' ? item.toUpperCase() : ''
    const body = /^BODY(\.PEEK)?\[([A-Z]*)\](?:<(\d+)\.(\d+)>)?$/.exec(name)
    if (name === 'UID') parts.push(Buffer.from(`UID ${message.uid}`))
    else if (name === 'FLAGS') parts.push(Buffer.from(`FLAGS (${[...message.flags].join(' ')})`))
    else if (name === 'INTERNALDATE') parts.push(Buffer.from(`INTERNALDATE ${internalDate(message.at)}`))
    else if (name === 'RFC822.SIZE') parts.push(Buffer.from(`RFC822.SIZE ${message.raw.length}`))
    else if (body) {
      const bytes = section(message, body[2]!)
      if (!bytes) throw new SyntaxError(`No section ${body[2]}`)
      if (!body[1] && writable) message.flags.add('\\Seen')
      const from = Number(body[3] ?? 0)
      const cut = body[4] === undefined ? bytes : bytes.subarray(from, from + Number(body[4]))
      const origin = body[4] === undefined ? '' : `<${from}>`
      parts.push(Buffer.concat([Buffer.from(`BODY[${body[2]}]${origin} `), literal(cut)]))
    } else throw new SyntaxError(`Cannot fetch ${name}`)
  }
  const joined = parts.flatMap((part, index) => (index === 0 ? [part] : [Buffer.from(' '), part]))
  return Buffer.concat([Buffer.from(`* ${sequence} FETCH (`), ...joined, Buffer.from(')\r\n')])
}
