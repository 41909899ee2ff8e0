import { expect, test } from 'vitest'
import { ourId, ours, readBounce } from '../../../../workbench/mail/fixture/read-bounce.ts'

interface Parts {
  type?: string
  words?: string
  encoding?: string
  returned?: string
}

function report(
  fields: string,
  { type = 'multipart/report; report-type=delivery-status', ...parts }: Parts = {},
): string {
  const { words = 'See below.', encoding = '7bit', returned = `Content-Type: message/rfc822\n\n${ours}` } = parts
  const encoded = encoding === 'base64' ? Buffer.from(fields.replaceAll('\n', '\r\n')).toString('base64') : fields
  return [
    'Return-Path: <>',
    'From: Mail Delivery System <MAILER-DAEMON@mx.customer.example>',
    'Subject: Mail status',
    `Content-Type: ${type}; boundary=b`,
    ...['', '--b', 'Content-Type: text/plain', '', words],
    ...['--b', 'Content-Type: message/delivery-status', `Content-Transfer-Encoding: ${encoding}`, '', encoded],
    ...['--b', returned, '', '--b--'],
  ].join('\n')
}

const fieldsOf = (action: string, status: string, said = '') =>
  `Reporting-MTA: dns; mx.customer.example\n\nFinal-Recipient: rfc822; maria@customer.example\nAction: ${action}\nStatus: ${status}\n${said}`

test.each([
  ['failed', '5.1.1', '7bit', 'recipient_unknown'],
  ['failed', '5.1.1', 'base64', 'recipient_unknown'],
  ['delayed', '4.4.1', '7bit', 'delayed'],
  ['delayed', '4.4.1', 'base64', 'delayed'],
  ['Delayed (will be tried for 4 days)', '4.4.7', 'base64', 'delayed'],
  ['delivered', '2.0.0', 'base64', 'delivered'],
  ['relayed', '2.1.5', '7bit', 'passed'],
  ['expanded', '2.1.5', '7bit', 'passed'],
  ['deliverable', '2.1.5', '7bit', 'passed'],
  ['failed', '4.4.7', '7bit', 'recipient_unreachable'],
  ['', '5.2.2', '7bit', 'mailbox_full'],
  ['', '4.2.2', '7bit', 'delayed'],
  ['quarantined', '2.0.0', '7bit', 'waits'],
])('a report with the action "%s", status %s, its fields in %s: %s', async (action, status, encoding, becomes) => {
  expect((await readBounce(report(fieldsOf(action, status), { encoding }))).became).toBe(becomes)
})

test('the fields of a report are believed before its words, and before what stands in the returned message', async () => {
  const returned = `Content-Type: message/rfc822\n\n${ours}\n\nAction: failed\nStatus: 5.1.1`
  const words = 'Your message could not be delivered to <maria@customer.example>: 550 5.1.1 User unknown'
  expect((await readBounce(report(fieldsOf('delayed', '4.4.1'), { returned, words }))).became).toBe('delayed')
})

test('an address that stood for two, of whom one got it, is put before a person', async () => {
  const both = `${fieldsOf('delivered', '2.0.0')}\n${fieldsOf('failed', '5.1.1').split('\n\n')[1]}`
  expect((await readBounce(report(both))).became).toBe('waits')
})

test('a report that some server on the way has made a plain mixture of is still one', async () => {
  expect((await readBounce(report(fieldsOf('failed', '5.1.1'), { type: 'multipart/mixed' }))).became).toBe(
    'recipient_unknown',
  )
})

test('the returned message is found in base64, as headers alone, and where a server has named it anew', async () => {
  const fields = fieldsOf('failed', '5.1.1')
  for (const returned of [
    `Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n${Buffer.from(ours).toString('base64')}`,
    `Content-Type: text/rfc822-headers\n\n${ours}`,
    `Content-Type: message/global-headers\n\n${ours}`,
    `Content-Type: message/rfc822\n\n${ours.replace(ourId, '<new@relay.example>')}`,
    `Content-Type: message/rfc822\n\n${ours.replace('Message-ID: ', 'Message-ID:\n  ')}`,
  ]) {
    expect((await readBounce(report(fields, { returned }))).became).toBe('recipient_unknown')
  }
})

test('a returned message that is not ours is not taken for the older one of ours that it answers', async () => {
  const returned = `Content-Type: message/rfc822\n\nSubject: x\nMessage-ID: <1@elsewhere.example>\nReferences: ${ourId}`
  const { became } = await readBounce(report(fieldsOf('failed', '5.1.1'), { returned }))
  expect(became).toBe('a status of nothing')
})

test('what the other server said is believed before a code that only stands for its number, and is what people read', async () => {
  const error = async (status: string, said: string) => {
    const { events } = await readBounce(report(fieldsOf('failed', status, `Diagnostic-Code: smtp; ${said}`)))
    return events[0]?.kind === 'status' ? events[0].error : undefined
  }
  expect(await error('5.1.1', '550 5.7.1 Your network is on our list')).toMatchObject({
    code: 'refused_by_policy',
    detail: 'The mail server refused the message by its policy: 550 5.7.1 Your network is on our list',
  })
  expect(await error('5.1.3', '553 blocked as spam')).toMatchObject({ code: 'refused_by_policy', blame: 'message' })
  expect(await error('5.1.0', '550 5.1.0 sender rejected')).toMatchObject({ code: 'sender_refused' })
  expect(await error('5.0.0', '550 user unknown')).toMatchObject({ code: 'recipient_unknown', blame: 'address' })
  expect(await error('5.5.0', '552 mailbox full')).toMatchObject({ code: 'mailbox_full' })
  // A server far away knows nothing of the line's login, and its dislike is no proof that the line is broken.
  expect(await error('5.7.9', '554 5.7.9 not for policy reasons')).toMatchObject({ code: 'refused_by_policy' })
  expect(await error('5.1.8', '501 5.1.8 sender refused')).toMatchObject({ code: 'sender_refused', blame: 'unknown' })
  expect(await error('5.0.0', '550 xyzzy')).toMatchObject({ code: 'refused', blame: 'unknown' })
})

test('It is a complaint about one of ours waits for a person, one about another mail is passed over', async () => {
  const complaint = (returned: string) => `
From: feedback@mailbox.example
Subject: complaint about message from 192.0.2.1
Content-Type: multipart/report; report-type=feedback-report; boundary=b

--b
Content-Type: text/plain

This is an abuse report.
--b
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: Reporter/1
--b
Content-Type: message/rfc822

${returned}

--b--`
  expect((await readBounce(complaint(ours))).events).toMatchObject([
    { kind: 'reply', aside: 'It is a complaint about this message', made: true, answers: [ourId] },
  ])
  const microsoft = complaint(`X-HmXmrOriginalRecipient: maria@customer.example\n${ours}`).replace(
    /multipart\/report.*;/,
    'multipart/mixed;',
  )
  const alone = microsoft.replace(/--b\nContent-Type: text[^]*?(?=--b\nContent-Type: message\/rfc822)/, '')
  expect((await readBounce(alone)).events).toMatchObject([{ aside: 'It is a complaint about this message' }])
  expect((await readBounce(complaint('Message-ID: <1@elsewhere.example>\nSubject: x'))).became).toBe('complaint report')
})

test('a report that goes by our own Message-ID, bears our mark or is written in our name is no copy of our mail', async () => {
  const fields = report(fieldsOf('failed', '5.1.1'), { returned: 'Content-Type: text/plain\n\n-' })
  const mark = /X-Homing-Reference.*/.exec(ours)![0]
  for (const headers of [`Message-ID: ${ourId}`, mark, `In-Reply-To: ${ourId}`, `References: <1@x.example> ${ourId}`]) {
    expect((await readBounce(`${headers}\n${fields}`)).became).toBe('recipient_unknown')
  }
  const inOurName = report(fieldsOf('failed', '5.1.1')).replace(/From: .*/, 'From: sales@company.example')
  expect((await readBounce(inOurName)).became).toBe('recipient_unknown')
  const unsure = `Message-ID: ${ourId}\n${report(fieldsOf('held', '2.0.0'))}`
  const [waits] = (await readBounce(unsure)).events
  expect(waits?.kind === 'reply' && waits.providerId).toMatch(/^sha256:/)
})
