import { expect, test } from 'vitest'
import { received, testLine } from '../../../workbench/mail/fixture/test-line.ts'
import { winmail } from '../../../workbench/mail/fixture/winmail.ts'
import type { ProviderEvent } from '../provider.ts'
import { messageIdOf } from './message-id.ts'
import { read } from './read.ts'

const line = testLine()
const top = ['From: Maria <maria@customer.example>', 'Message-ID: <1@customer.example>', 'MIME-Version: 1.0']
const mixed = 'Content-Type: multipart/mixed; boundary=b'
const words = 'Yes please, the blue one.'

function base64(text: string | Uint8Array): string {
  const lines = Buffer.from(text)
    .toString('base64')
    .match(/.{1,76}/g)
  return (lines ?? []).join('\r\n')
}

/** The same with much behind it. */
const large = (text: string) => `${text}\n${'and so on '.repeat(2_000)}`
const parts = (...all: string[][]) => [...all.flatMap((part) => ['--b', ...part]), '--b--'].join('\r\n')
const file = (type: string, name: string, content: string | Uint8Array) => [
  `Content-Type: ${type}; name="${name}"`,
  'Content-Transfer-Encoding: base64',
  '',
  base64(content),
]

async function told(headers: readonly string[], body: string): Promise<ProviderEvent> {
  const [event] = await read(received([...top, ...headers], body), line)
  return event!
}

test('a mail with large files says what it says, and names them all', async () => {
  const mail = [
    ['Content-Type: text/plain', '', words],
    file('application/pdf', 'order.pdf', large('%PDF')),
    ['Content-Type: text/plain', '', 'And this below it.'],
    ['Content-Type: message/rfc822', '', ...inner()],
    file('application/vnd.ms-excel', 'prices.xls', large('xls')),
  ]
  const event = await told([mixed], parts(...mail))
  expect(event).toMatchObject({
    kind: 'reply',
    body: expect.stringMatching(/^Yes please, the blue one\.\n+And this below it\.\n+[^]*The inner words\.$/),
    attachments: [{ name: 'order.pdf' }, { name: 'Inner.eml' }, { name: 'logo.png' }, { name: 'prices.xls' }],
  })
})

function inner(): string[] {
  const all = [
    ['Content-Type: text/plain', '', 'The inner words.'],
    file('image/png', 'logo.png', large('png')),
  ].flatMap((part) => ['--i', ...part])
  return [
    'From: Jo <jo@other.example>',
    'Subject: Inner',
    'Content-Type: multipart/mixed; boundary=i',
    '',
    ...all,
    '--i--',
  ]
}

test('a mail that is nothing but a large file names it', async () => {
  const headers = ['Content-Type: application/pdf; name=scan.pdf', 'Content-Transfer-Encoding: base64']
  expect(await told(headers, base64(large('%PDF')))).toMatchObject({ body: 'Attached: scan.pdf', made: true })
})

test('mails of the same words with other files are two where they have no id', async () => {
  const ids = []
  for (const content of ['one', 'two']) {
    const mail = parts(['Content-Type: text/plain', '', words], file('image/png', 'a.png', large(content)))
    const [event] = await read(received(['From: maria@customer.example', mixed], mail), line)
    ids.push(event?.kind === 'reply' && event.providerId)
  }
  expect(ids[0]).toMatch(/^sha256:/)
  expect(ids[1]).not.toBe(ids[0])
})

const claims = [
  ['Content-Type: image/png', 'Content-Type: text/plain'],
  ['Content-Type: text/plain', 'Content-Type: image/png'],
  ['Content-Type: ; name="a: image/png"'],
  ['Content-Type: image/png', 'Content-Transfer-Encoding: 7bit'],
  ['Content-Type :image/png', 'Content-Type: text/plain'],
  ['Content-Type: image', ' /png'],
  ['Content-Type: text/plain; name="image/png"'],
  ['X-Odd: 1', ' Content-Type: image/png'],
  ['', 'Content-Type: image/png'],
  ['Content-Type: message/rfc822'],
]

test.each(claims)('a large text is shown where a small one is, whatever is claimed of it: %j', async (...claim) => {
  const shows = async (text: string) => {
    const part = [...claim, 'Content-Transfer-Encoding: base64', '', base64(text)]
    return JSON.stringify(await told([mixed], parts(part))).includes(words)
  }
  expect(await shows(large(words))).toBe(await shows(words))
})

test("Outlook's own packet is opened, by whatever type it comes", async () => {
  const packet = winmail({ text: large(words), files: ['a.pdf'] })
  for (const [type, name] of [
    ['application/vnd.ms-tnef', 'x.dat'],
    ['application/vnd.ms-outlook', 'winmail.dat'],
  ] as const) {
    const event = await told([mixed], parts(file(type, name, packet)))
    expect(event).toMatchObject({ body: expect.stringContaining(words), attachments: [{ name: 'a.pdf' }] })
  }
})

test.each([
  ['RFC 2047', 'name="=?utf-8?B?d2lubWFpbC5kYXQ=?="'],
  ['RFC 2047, in pieces', 'name="=?utf-8?Q?win?= =?utf-8?Q?mail=2Edat?="'],
  ['RFC 2231', "name*=utf-8''%77inmail.dat"],
  ['RFC 2231, in pieces', 'name*0=win; name*1=mail.dat'],
])('it is opened as a picture by an encoded name, too: %s', async (_, name) => {
  const [, ...rest] = file('image/png', '', winmail({ text: large(words), files: ['a.pdf'] }))
  const event = await told([mixed], parts([`Content-Type: image/png; ${name}`, ...rest]))
  expect(event).toMatchObject({ body: expect.stringContaining(words), attachments: [{ name: 'a.pdf' }] })
})

const logo = file('image/png', 'logo.png', large('png'))

test.each([
  ['a large picture', logo],
  ['a large picture whose group has no end', ['Content-Type: multipart/related; boundary=c', '', '--c', ...logo]],
])('a report that returns our message behind %s is read', async (_, picture) => {
  const report = parts(
    ['Content-Type: text/plain', '', 'Your message could not be delivered: 550 5.1.1 no such user'],
    picture,
    ['Content-Type: text/rfc822-headers', '', `Message-ID: ${messageIdOf('ref', line)}`, 'Subject: Offer', ''],
  )
  const headers = ['Content-Type: multipart/report; report-type=delivery-status; boundary=b']
  expect(await told(headers, report)).toMatchObject({ kind: 'status', status: 'undelivered', reference: 'ref' })
})
