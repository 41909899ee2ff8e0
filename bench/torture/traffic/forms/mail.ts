export interface Mail {
  from: string
  to: string
  subject?: string
  text?: string | Buffer
  /** Further headers, in place of the usual ones where they have the same name; null takes one away. */
  headers?: Record<string, string | null>
}

let count = 0

/** A mail as bytes: eight bits, as it stands. */
export function rawMail({ from, to, subject = 'Re: Offer', text = '', headers = {} }: Mail): Buffer {
  count += 1
  const usual: Record<string, string | null> = {
    From: from,
    To: to,
    Subject: encoded(subject),
    Date: new Date().toUTCString().replace('GMT', '+0000'),
    'Message-ID': `<${count}.${Date.now()}@customer.example>`,
    'MIME-Version': '1.0',
    'Content-Type': 'text/plain; charset=utf-8',
    ...headers,
  }
  const lines = Object.entries(usual).flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`]))
  const head = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`)
  const body = typeof text === 'string' ? Buffer.from(text.replaceAll(/\r?\n/g, '\r\n')) : text
  return Buffer.concat([head, body, Buffer.from('\r\n')])
}

/** What belongs to an answer to this mail of ours. */
export function answering(messageId: string): Record<string, string> {
  return { 'In-Reply-To': messageId, References: messageId }
}

/** Parts of a multipart, each with its own headers. */
export function multipart(
  kind: string,
  parts: readonly (readonly [headers: string, body: string])[],
): { type: string; text: string } {
  const boundary = `b${(count += 1)}x`
  const text = parts.map(([headers, body]) => `--${boundary}\n${headers}\n\n${body}\n`).join('')
  return { type: `multipart/${kind}; boundary="${boundary}"`, text: `${text}--${boundary}--\n` }
}

function encoded(subject: string): string {
  return /^[ -~]*$/.test(subject) ? subject : `=?utf-8?B?${Buffer.from(subject).toString('base64')}?=`
}
