import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Invalid } from '../../errors.ts'
import type { ProviderEvent } from '../provider.ts'
import { read } from './read.ts'
import { testLine } from '../../../workbench/mail/fixture/test-line.ts'

const line = testLine()
const token = 'c0nv3rsat10nt0ken7'

async function outcome(body: Uint8Array): Promise<ProviderEvent[]> {
  try {
    return await read({ origin: 'history', headers: {}, body }, line)
  } catch (error) {
    if (error instanceof Invalid) return []
    throw error
  }
}

const headerName = fc.constantFrom(
  'From',
  'To',
  'Cc',
  'Subject',
  'Date',
  'Message-ID',
  'References',
  'In-Reply-To',
  'Content-Type',
  'Content-Transfer-Encoding',
  'Content-Disposition',
  'Received',
  'Return-Path',
  'X-Homing-Reference',
  '',
  ' ',
  ':',
)
const headerValue = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.constantFrom(
    'Maria <maria@customer.example>',
    '<<>>@@',
    'a@b, c@d;',
    'multipart/mixed; boundary=b',
    'multipart/report',
    'multipart/report; report-type=delivery-status; boundary=b',
    'message/rfc822',
    'text/html; charset=x-unknown',
    'text/plain; charset=utf-7',
    'base64',
    'quoted-printable',
    'uuencode',
    '=?utf-8?B?////?=',
    '=?x?Q?=00=?=',
    '<a@b> <a@b> <c>',
    'Mon, 99 Foo 2026',
    'group: a@b, c@d;',
    "attachment; filename*0*=utf-8''%00",
  ),
)
const mail = fc
  .tuple(
    fc.array(fc.tuple(headerName, headerValue), { maxLength: 20 }),
    fc.array(
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.constantFrom('--b', '--b--', '', '> x', '<p>', '<![CDATA[', '=', 'begin 644 x'),
      ),
    ),
    fc.constantFrom('\r\n', '\n', '\r', ''),
  )
  .map(([headers, body, eol]) =>
    Buffer.from([...headers.map(([name, value]) => `${name}: ${value}`), '', ...body].join(eol)),
  )

function storable(text: string | null | undefined): boolean {
  return text === null || text === undefined || (text.isWellFormed() && !text.includes('\0'))
}

test('whatever arrives becomes events or Invalid, storable text, and never a conversation it does not name', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(mail, fc.uint8Array({ maxLength: 2_000 })), async (bytes) => {
      for (const event of await outcome(bytes)) {
        if (event.kind !== 'reply') continue
        expect(event.conversationToken).toBeUndefined()
        expect(event.from).toMatch(/^[^\s@<>]+@[^\s@<>]+$/)
        expect([event.providerId, event.subject, event.body].every(storable)).toBe(true)
        expect(Number.isNaN(event.at.getTime())).toBe(false)
      }
    }),
    { numRuns: 400, interruptAfterTimeLimit: 20_000 },
  )
}, 30_000)

test.each<[string, string]>([
  ['a header of two megabytes', `From: a@b.example\r\nSubject: ${'x'.repeat(2_000_000)}\r\n\r\nx`],
  ['fifty thousand headers', `${'X-A: b\r\n'.repeat(50_000)}From: a@b.example\r\n\r\nx`],
  ['five thousand nested parts', 'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n'.repeat(5_000)],
  ['a deep tree of HTML', `From: a@b.example\r\nContent-Type: text/html\r\n\r\n${'<div><blockquote>'.repeat(20_000)}`],
  ['a long chain of references', `From: a@b.example\r\nReferences: ${'<a@b>\r\n '.repeat(20_000)}\r\n\r\nx`],
  [
    'addresses without end',
    `From: a@b.example\r\nTo: ${`replies+${token}x@company.example,\r\n `.repeat(5_000)}z\r\n\r\nx`,
  ],
  [
    'a Content-Type of a megabyte of spaces',
    `From: a@b.example\r\nContent-Type: text/plain${' '.repeat(1_000_000)};x=y\r\n\r\n\xe4\xf6`,
  ],
  ['tags that never end', `From: a@b.example\r\nContent-Type: text/html\r\n\r\n${'<style '.repeat(60_000)}`],
  ['marks without end', `From: a@b.example\r\n\r\n${'>\n'.repeat(400_000)}`],
  [
    'a tree of one boundary',
    `From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\nContent-Type: text/plain\r\n\r\n\xe4\r\n'.repeat(20_000)}`,
  ],
  ['nothing', ''],
  ['nothing but zeros', '\0'.repeat(10_000)],
])('%s is read in time or refused', async (_name, raw) => {
  const started = performance.now()
  for (const event of await outcome(Buffer.from(raw, 'latin1'))) {
    if (event.kind === 'reply') expect((event.answers ?? []).length).toBeLessThanOrEqual(100)
  }
  expect(performance.now() - started).toBeLessThan(5_000)
})

test('a second address hidden in a display name does not make the sender', async () => {
  const from = 'From: "boss@company.example" <evil@elsewhere.example>'
  const [event] = await outcome(Buffer.from(`${from}\r\nMessage-ID: <1@x>\r\n\r\nx`))
  expect(event).toMatchObject({ kind: 'reply', from: 'evil@elsewhere.example' })
})
