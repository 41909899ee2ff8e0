import { expect, test } from 'vitest'
import { only, received, testLine } from '../../../workbench/mail/fixture/test-line.ts'
import { der, octets } from '../../../workbench/mail/fixture/der.ts'
import { winmail } from '../../../workbench/mail/fixture/winmail.ts'
import { messageIdOf } from './message-id.ts'
import { read } from './read.ts'

const line = testLine()
const top = ['From: Maria <maria@customer.example>', 'Message-ID: <1@customer.example>', 'MIME-Version: 1.0']
const answering = `In-Reply-To: ${messageIdOf('ref', line)}`

const reply = async (headers: readonly string[], body: string) =>
  only(await read(received([...top, ...headers], body), line), 'reply')
const parts = (...all: [type: string, text: string][]) =>
  [...all.map(([type, text]) => `--b\r\nContent-Type: ${type}\r\n\r\n${text}`), '--b--'].join('\r\n')
const mixed = 'Content-Type: multipart/mixed; boundary=b'
const alternative = 'Content-Type: multipart/alternative; boundary=b'
const base64 = (type: string, data: Uint8Array) =>
  [`${type}\r\nContent-Transfer-Encoding: base64`, Buffer.from(data).toString('base64')] as [string, string]

const buyer = [
  'From: Buyer <buyer@other.example>',
  'To: maria@customer.example',
  'Date: Thu, 01 Jan 2026 10:00:00 +0000',
  'Subject: Order 77',
  '',
  'We order 77 pieces.',
].join('\r\n')

test('whatever is left out of the body can be read in the original', async () => {
  const text = 'Blue.\n\nOn Mon, Sep 14, 2026 at 10:00 AM Acme <sales@company.example> wrote:\n\n> Blue or red?'
  const found = await reply([answering], text)
  expect(found).toMatchObject({ body: 'Blue.', original: text })
  expect((await reply([answering], 'Blue.')).original).toBeUndefined()
})

test('a long mail is whole in the original', async () => {
  const found = await reply([], `${'word '.repeat(30_000)}end`)
  expect(found.body).toHaveLength(100_000)
  expect(found.original).toMatch(/end$/)
})

test.each([
  'Fwd: Order 77',
  'FW: Order 77',
  'WG: Order 77',
  'TR : Order 77',
  'RV: Order 77',
  'VS: Order 77',
  '转发：Order 77',
])('what is passed on stays: %s', async (subject) => {
  const block =
    'From: Buyer <buyer@other.example>\nSent: 1 January 2026 10:00\nTo: Maria\nSubject: Order 77\n\nWe order 77.'
  const encoded = `Subject: =?utf-8?B?${Buffer.from(subject).toString('base64')}?=`
  const found = await reply([encoded, answering], `Please see to it.\n\n${block}`)
  expect(found.body).toBe(`Please see to it.\n\n${block}`)
  expect(found.original).toBeUndefined()
})

test('what is either an answer or passed on loses our own words alone', async () => {
  const ours =
    'Lähettäjä: Acme <sales@company.example>\nLähetetty: 1. tammikuuta 2026 10.00\nVastaanottaja: M\nAihe: O\n\nHei'
  expect((await reply(['Subject: VS: O', answering], `Kiitos\n\n${ours}`)).body).toBe('Kiitos')
})

test.each(['', '\r\nContent-Disposition: attachment; filename="Order 77.eml"', '\r\nContent-Disposition: inline'])(
  'so does a mail that is passed on as a file (%j), with its sender and words',
  async (disposition) => {
    const found = await reply(
      [mixed, answering],
      parts(['text/plain', 'Please see to it.'], [`message/rfc822${disposition}`, buyer]),
    )
    for (const words of ['Please see to it.', 'buyer@other.example', 'Order 77', 'We order 77 pieces.']) {
      expect(found.body).toContain(words)
    }
  },
)

test('HTML is read where the plain text beside it says something else', async () => {
  const words = '<style>p{color:red}</style><p>Yes please, the <b>blue</b> one &#228;</p>'
  const footer = '____\r\nThe sales list. To leave it, write to leave@lists.example, and we take you off at once.'
  const both = (await reply([mixed], parts(['text/html; charset=utf-8', words], ['text/plain', footer]))).body
  expect(both).toContain('Yes please, the blue one ä')
  expect(both).toContain('The sales list.')
  const stub = await reply(
    [alternative],
    parts(['text/plain', 'This mail needs HTML.'], ['text/html; charset=utf-8', words]),
  )
  expect(stub.body).toContain('Yes please, the blue one ä')
})

test('where both say the same, it is said once', async () => {
  const html =
    '<html><head><title>x</title></head><body><p>Yes please,<br>the&nbsp;<a href="https://x">blue</a> one.</p></body></html>'
  const found = await reply(
    [alternative],
    parts(['text/plain', 'Yes please,\r\nthe blue <https://x> one.'], ['text/html', html]),
  )
  expect(found.body).toBe('Yes please,\nthe blue <https://x> one.')
})

test('what programs put beside a text for each other is no file, and alone it is the text', async () => {
  const amp: [string, string] = ['text/x-amp-html', '<html amp4email><p>Yes</p></html>']
  const both = await reply([alternative], parts(['text/plain', 'Yes'], amp, ['text/html', '<p>Yes</p>']))
  expect([both.body, both.attachments]).toEqual(['Yes', undefined])
  expect((await reply(['Content-Type: text/enriched'], '<bold>Yes</bold> please')).body).toMatch(/Yes.*please/)
})

test('a mail without words is its subject, its files, or says that it has none', async () => {
  expect(await reply(['Subject: Call me at five'], '')).toMatchObject({ body: 'Call me at five' })
  const toToken = 'To: replies+c0nv3rsat10nt0ken7@company.example'
  expect(await reply(['Subject: STOP', toToken], '')).toMatchObject({ body: 'STOP' })
  expect(await reply(['Subject: Re: Offer', answering], ' \r\n')).toMatchObject({
    body: 'This mail has no text.',
    made: true,
  })
  expect(await reply([], '')).toMatchObject({ body: 'This mail has no text.', made: true })
  const photo = await reply([mixed], parts(base64('image/png; name=a.png', Buffer.from('x'))))
  expect(photo).toMatchObject({ body: 'Attached: a.png', made: true, attachments: [{ name: 'a.png' }] })
  const logo = await reply([mixed], parts(['text/plain', 'STOP'], base64('image/png; name=logo.png', Buffer.from('x'))))
  expect(logo).toMatchObject({ body: 'STOP', attachments: [{ name: 'logo.png' }] })
})

test('a picture within HTML that has no words is a file', async () => {
  const related = 'Content-Type: multipart/related; boundary=b'
  const picture = base64('image/jpeg; name=photo.jpg\r\nContent-ID: <p@x>', Buffer.from('x'))
  const found = await reply([related], parts(['text/html', '<img src="cid:p@x">'], picture))
  expect(found.attachments).toMatchObject([{ name: 'photo.jpg' }])
  const worded = await reply([related], parts(['text/html', 'Hi <img src="cid:p@x">'], picture))
  expect(worded.attachments).toBeUndefined()
})

test('an opaque S/MIME signature is opened, whether its lengths are given or not', async () => {
  const inner = Buffer.from(
    `Content-Type: multipart/mixed; boundary=b\r\n\r\n${parts(['text/plain', 'Signed: yes.'], ['image/png; name=a.png', 'x'])}`,
  )
  for (const content of [octets(inner), octets(inner, 'in pieces')]) {
    const signed = der.contentInfo('2a864886f70d010702', content)
    const found = await reply(
      [
        'Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m',
        'Content-Transfer-Encoding: base64',
      ],
      signed.toString('base64'),
    )
    expect(found).toMatchObject({ body: 'Signed: yes.', attachments: [{ name: 'a.png' }] })
  }
})

test.each([
  ['S/MIME', 'application/pkcs7-mime; name=smime.p7m', der.contentInfo('2a864886f70d010703', octets(Buffer.from('x')))],
  ['S/MIME that ends early', 'application/x-pkcs7-mime', Buffer.from('3080', 'hex')],
])('what is encrypted says so in words: %s', async (_, type, data) => {
  const found = await reply([`Content-Type: ${type}`, 'Content-Transfer-Encoding: base64'], data.toString('base64'))
  expect(found).toMatchObject({
    body: 'This mail is encrypted (S/MIME): only a mail program with its key can open it.',
    made: true,
  })
})

test('so does PGP, and the signature beside a text is no file', async () => {
  const pgp = parts(['application/pgp-encrypted', 'Version: 1'], ['application/octet-stream; name=encrypted.asc', 'x'])
  expect(await reply(['Content-Type: multipart/encrypted; boundary=b'], pgp)).toMatchObject({
    body: 'This mail is encrypted (PGP): only a mail program with its key can open it.',
    made: true,
  })
  const signed = parts(['text/plain', 'Yes'], base64('application/pkcs7-signature; name=smime.p7s', Buffer.from('x')))
  expect((await reply(['Content-Type: multipart/signed; boundary=b'], signed)).attachments).toBeUndefined()
})

test('of winmail.dat the files are named and the text is read', async () => {
  const packet = winmail({ text: 'Text of Outlook', files: ['Angebot für Müller.pdf', 'b.docx'] })
  for (const type of ['application/ms-tnef; name=winmail.dat', 'application/octet-stream; name="WINMAIL.DAT"']) {
    const worded = await reply([mixed], parts(['text/plain', 'See below'], base64(type, packet)))
    expect(worded).toMatchObject({
      body: 'See below',
      attachments: [{ name: 'Angebot für Müller.pdf' }, { name: 'b.docx' }],
    })
    expect((await reply([mixed], parts(base64(type, packet)))).body).toBe('Text of Outlook')
  }
})

test('a winmail.dat that cannot be opened is told in words', async () => {
  for (const data of [Buffer.from('no packet'), winmail({ text: '', files: [] })]) {
    const found = await reply([mixed], parts(base64('application/ms-tnef; name=winmail.dat', data)))
    expect(found).toMatchObject({ body: expect.stringContaining('winmail.dat'), made: true })
  }
  const cut = winmail({ text: 'Text of Outlook', files: ['a.pdf'] }).subarray(0, 60)
  expect((await reply([mixed], parts(base64('application/ms-tnef', cut)))).body).toMatch(/\S/)
})

test.each([
  ['REQUEST', '', 'Invitation: Lunch, long, 2026-05-12 10:00 (Europe/Berlin), Main St 1'],
  ['REPLY', 'ACCEPTED', 'Accepted: Lunch, long, 2026-05-12 10:00 (Europe/Berlin), Main St 1'],
  ['REPLY', 'DECLINED', 'Declined: Lunch, long, 2026-05-12 10:00 (Europe/Berlin), Main St 1'],
  ['CANCEL', '', 'Cancelled: Lunch, long, 2026-05-12 10:00 (Europe/Berlin), Main St 1'],
])('what a calendar says becomes words: %s %s', async (method, answer, body) => {
  const calendar = [
    'BEGIN:VCALENDAR',
    `METHOD:${method}`,
    'BEGIN:VTIMEZONE\r\nDTSTART:19700101T000000\r\nEND:VTIMEZONE',
    'BEGIN:VEVENT',
    `ATTENDEE;CN="Maria: M";PARTSTAT=${answer || 'NEEDS-ACTION'}:mailto:maria@customer.example`,
    'SUMMARY:Lunch\\, \r\n long',
    'DTSTART;TZID=Europe/Berlin:20260512T100000',
    'LOCATION:Main St 1',
    'END:VEVENT',
    'END:VCALENDAR',
  ].join('\r\n')
  expect(await reply([`Content-Type: text/calendar; method=${method}`], calendar)).toMatchObject({ body, made: true })
})

test('a contact card is told in words, and a file without a name has one', async () => {
  const card =
    'BEGIN:VCARD\r\nVERSION:3.0\r\nN:Doe;Jo;;;\r\nFN:Jo Doe\r\nitem1.TEL;type=CELL:+1 202 555\r\n  0150\r\nEND:VCARD'
  expect(await reply([mixed], parts(['text/plain', 'Call them'], ['text/vcard', card]))).toMatchObject({
    body: 'Call them\n\nContact card: Jo Doe, +1 202 555 0150',
    attachments: [{ name: 'attachment.vcf', contentType: 'text/vcard' }],
  })
  const nameless = await reply([mixed], parts(base64('image/png', Buffer.from('x'))))
  expect(nameless).toMatchObject({ body: 'Attached: attachment.png', attachments: [{ name: 'attachment.png' }] })
})

test('lines that end with a carriage return alone are lines', async () => {
  const body = Buffer.from('From: jo@x.example\rSubject: Hi\r\rHello\rthere\r')
  expect(only(await read({ ...received([], ''), body }, line), 'reply')).toMatchObject({
    subject: 'Hi',
    body: 'Hello\nthere',
  })
})

test('the sign that Gmail puts beside a message is no message', async () => {
  const sign = (json: string) =>
    parts(
      ['text/plain', 'Maria reacted'],
      ['text/vnd.google.email-reaction+json', json],
      ['text/html', 'Maria reacted'],
    )
  const events = await read(received([...top, answering, alternative], sign('{"emoji":"👍","version":1}')), line)
  expect(only(events, 'reaction')).toMatchObject({
    reaction: '👍',
    from: 'maria@customer.example',
    to: { providerId: messageIdOf('ref', line) },
  })
  expect((await reply([answering, alternative], sign('no json'))).body).toBe('Maria reacted')
})
