import { expect, test } from 'vitest'
import { only, received, testLine } from '../../../workbench/mail/fixture/test-line.ts'
import { read } from './read.ts'

const top = ['From: Maria <maria@customer.example>', 'Message-ID: <1@customer.example>']

/** A mail whose text is these bytes. */
async function reply(headers: readonly string[], bytes: Uint8Array) {
  const head = Buffer.from([...top, ...headers, '', ''].join('\r\n'))
  return only(await read({ ...received([], ''), body: Buffer.concat([head, bytes]) }, testLine()), 'reply')
}

const bytes = (hex: string) => Buffer.from(hex.replace(/\s/g, ''), 'hex')
const jis = bytes('1b2442 4567 355e 1b2842')
const korean = Buffer.concat([Buffer.from('\u001b$)C\u000e'), Buffer.from('>H3g'), Buffer.from('\u000f!')])
/** "Привет, как дела" */
const russian = { koi8: bytes('f0d2c9d7c5d42c20cbc1cb20c4c5ccc1'), windows: bytes('cff0e8e2e5f22c20eae0ea20e4e5ebe0') }

test.each([
  ['no Content-Type', []],
  ['no charset', ['Content-Type: text/plain']],
  ['a wrong charset', ['Content-Type: text/plain; charset=us-ascii']],
  ['another wrong charset', ['Content-Type: text/plain; charset=UTF-8; format=flowed']],
  ['its own charset', ['Content-Type: text/plain; charset=iso-2022-jp']],
])('Japanese by its escapes, with %s', async (_, headers) => {
  expect((await reply(headers, jis)).body).toBe('島急')
})

test('Japanese by its escapes in HTML, whose signs its bytes look like', async () => {
  const html = Buffer.concat([Buffer.from('<p>'), bytes('1b2442 3c3e 4567 1b2842'), Buffer.from('</p>')])
  expect((await reply(['Content-Type: text/html'], html)).body).toBe(
    '松島'.replace('松', new TextDecoder('iso-2022-jp').decode(bytes('1b24423c3e1b2842'))),
  )
})

test('Korean and Chinese in seven bits', async () => {
  expect((await reply(['Content-Type: text/plain'], korean)).body).toBe('안녕!')
  expect((await reply(['Content-Type: text/plain'], Buffer.from('Hi ~{VPND~}!'))).body).toBe('Hi 中文!')
})

test.each<[string, Uint8Array, string]>([
  ['Western European', Buffer.from('Grüße aus Köln – äöü'.replace('–', '-'), 'latin1'), 'Grüße aus Köln - äöü'],
  ['Russian, KOI8-R', russian.koi8, 'Привет, как дела'],
  ['Russian, Windows', russian.windows, 'Привет, как дела'],
  ['Japanese, Shift JIS', bytes('82b1 82f1 82c9 82bf 82cd'), 'こんにちは'],
  ['Japanese, EUC', bytes('a4b3 a4f3 a4cb a4c1 a4cf'), 'こんにちは'],
  ['Korean, EUC', bytes('b0a8 bbe7 c7d5 b4cf b4d9'), '감사합니다'],
  ['Chinese, GBK', bytes('c4e3 bac3 a3ac d0bb d0bb'), '你好，谢谢'],
  ['UTF-8', Buffer.from('Grüße 👋 你好'), 'Grüße 👋 你好'],
])('bytes of %s without a charset, or with one that says nothing', async (_, text, body) => {
  for (const type of ['text/plain', 'text/plain; charset=unknown-8bit', 'text/plain; charset="us-ascii"']) {
    expect((await reply([`Content-Type: ${type}`], text)).body).toBe(body)
    const encoded = Buffer.from(Buffer.from(text).toString('base64'))
    expect((await reply([`Content-Type: ${type}`, 'Content-Transfer-Encoding: base64'], encoded)).body).toBe(body)
  }
  expect((await reply([], text)).body).toBe(body)
})

test('UTF-8 under the name of Western Europe is known by its bytes, and Western Europe is not taken for it', async () => {
  for (const name of ['iso-8859-1', 'ISO-8859-15', 'windows-1252']) {
    const type = [`Content-Type: text/plain; charset=${name}; format=flowed`]
    expect((await reply(type, Buffer.from('Grüße – 你好'))).body).toBe('Grüße – 你好')
    expect((await reply(type, Buffer.from('Grüße, "Zoë"', 'latin1'))).body).toBe('Grüße, "Zoë"')
  }
})

test('HTML names its character set itself', async () => {
  const html = Buffer.concat([
    Buffer.from('<meta charset="koi8-r"><p>'),
    russian.koi8.subarray(0, 6),
    Buffer.from('</p>'),
  ])
  expect((await reply(['Content-Type: text/html'], html)).body).toBe('Привет')
})

test('what the mail names elsewhere comes before what its letters look like', async () => {
  const big5 = bytes('a741 a66e')
  expect((await reply(['Subject: =?big5?B?p0Gmbg==?='], big5)).body).toBe('你好')
})

test('each part is read by itself, and a named charset is believed', async () => {
  const part = (type: string, text: Buffer) =>
    Buffer.concat([Buffer.from(`--b\r\nContent-Type: ${type}\r\n\r\n`), text, Buffer.from('\r\n')])
  const text = Buffer.concat([
    part('text/plain', Buffer.from('Grüße', 'latin1')),
    part('text/plain; charset=koi8-r', russian.koi8),
    part('text/plain; charset=utf-8', Buffer.from('Später')),
    Buffer.from('--b--\r\n'),
  ])
  const { body } = await reply(['Content-Type: multipart/mixed; boundary="b"'], text)
  expect(body.split(/\n+/)).toEqual(['Grüße', 'Привет, как дела', 'Später'])
})

test('a subject with letters that no charset names', async () => {
  const head = [...top, 'Subject: Grüße'].join('\r\n')
  const body = Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from('\r\n\r\nx')])
  expect(only(await read({ ...received([], ''), body }, testLine()), 'reply').subject).toBe('Grüße')
  expect((await reply([`Subject: ${jis.toString('latin1')}`], Buffer.from('x'))).subject).toBe('島急')
})
