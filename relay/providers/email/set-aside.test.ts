import { expect, test } from 'vitest'
import { only, received, testLine } from '../../../workbench/mail/fixture/test-line.ts'
import { messageIdOf } from './message-id.ts'
import { read } from './read.ts'

const line = testLine()
const from = 'From: Maria <maria@customer.example>'
const id = 'Message-ID: <1@customer.example>'
const toToken = 'To: replies+c0nv3rsat10nt0ken7@company.example'
const answering = `In-Reply-To: ${messageIdOf('ref', line)}`
const referring = `References: <0@customer.example> ${messageIdOf('ref', line)} <2@customer.example>`
const foreign = 'In-Reply-To: <0100018f@email.amazonses.example>'

const reply = async (headers: readonly string[], body = 'Yes please', settings = {}) =>
  only(await read(received(headers, body), testLine(undefined, settings)), 'reply')

/** What lists and rules leave on whatever passes through them. */
const ways: string[][] = [
  ['Precedence: list', 'List-ID: <sales.company.example>', 'Mailing-list: list sales@company.example; contact x'],
  ['List-ID: <sales.company.example>', 'List-Post: <mailto:sales@company.example>'],
  ['Precedence: bulk'],
  ['Precedence: junk'],
  ['X-BeenThere: sales@company.example', 'X-Mailman-Version: 2.1.39'],
  ['X-Google-Group-Id: 1234'],
  ['List-Unsubscribe: <https://crm.customer.example/u>'],
  ['Auto-Submitted: auto-forwarded'],
  ['Auto-Submitted: auto-generated', 'Resent-From: <boss@customer.example>'],
]

test.each(ways)('%s %s %s: an answer all the same, when it names our message, thread or token', async (...headers) => {
  for (const proof of [answering, referring, toToken]) {
    const { aside, body } = await reply([from, id, ...headers, proof])
    expect([aside, body]).toEqual([undefined, 'Yes please'])
  }
})

test.each(ways)('%s %s %s: else it waits for a person, with the reason and all its words', async (...headers) => {
  const { aside, body, from: sender } = await reply([from, id, ...headers])
  expect(aside).toMatch(/^It \S/)
  expect([body, sender]).toEqual(['Yes please', 'maria@customer.example'])
})

test('a mail of a list that answers what nobody here can judge is an answer if that is known', async () => {
  expect(await reply([from, id, 'List-ID: <x>', foreign])).toMatchObject({ asideUnlessKnown: true })
  expect((await reply([from, id, 'List-ID: <x>'])).asideUnlessKnown).toBeUndefined()
  expect((await reply([from, id, 'List-Unsubscribe: <https://x>', foreign])).aside).toBeUndefined()
})

/** What only machines write; whatever it names, it is no person's word. */
test.each([
  ['Auto-Submitted: auto-replied'],
  ['Auto-Submitted: auto-replied (vacation)'],
  ['Auto-Submitted: auto-generated; owner="x"'],
  ['Auto-Submitted: auto-notified'],
  ['Precedence: auto_reply'],
  ['X-Autoreply: yes'],
  ['X-Autorespond: Out of office'],
  ['X-Auto-Reply-From: maria@customer.example'],
  ['X-FC-MachineGenerated: true'],
  ['Return-Path: <>'],
  ['From: MAILER-DAEMON@mx.customer.example'],
  ['From: Shop <no-reply@customer.example>'],
  ['From: do_not_reply@customer.example'],
])('%s: a machine’s words wait for a person', async (header) => {
  for (const proof of [[], [answering], [toToken], [answering, 'List-ID: <x>']]) {
    const sender = header.startsWith('From:') ? [] : [from]
    const found = await reply([...sender, id, header, ...proof])
    expect(found.aside).toMatch(/^(?:It|A mail system) \S/)
    expect(found.asideUnlessKnown).toBeUndefined()
  }
})

/** As Outlook and Exchange write it in the language of their user, and older responders in English. */
test.each([
  'Automatic reply: Offer',
  'Auto reply: Offer',
  'AutoReply: Offer',
  'Auto-Response: Offer',
  'Out of Office: Offer',
  'Out of Office Re: Offer',
  'OOO: Offer',
  'Automatic reply from Jo: Offer',
  '[EXTERN] Automatische Antwort: Offer',
  'Abwesenheitsnotiz: Offer',
  'Réponse automatique : Offer',
  'Respuesta automática: Offer',
  'Resposta automática: Offer',
  'Risposta automatica: Offer',
  'Automatisch antwoord: Offer',
  'Autosvar: Offer',
  'Automatisk svar: Offer',
  'Automatiskt svar: Offer',
  'Automaattinen vastaus: Offer',
  'Odpowiedź automatyczna: Offer',
  'Automatická odpověď: Offer',
  'Automatikus válasz: Offer',
  'Otomatik Yanıt: Offer',
  'Автоматический ответ: Offer',
  'Αυτόματη απάντηση: Offer',
  '自動応答: Offer',
  '自动答复: Offer',
  '자동 회신: Offer',
])('an absence note waits for a person, by its subject alone: %s', async (subject) => {
  const encoded = `Subject: =?utf-8?B?${Buffer.from(subject).toString('base64')}?=`
  expect((await reply([from, id, encoded, answering], 'I am away')).aside).toContain('automatic answer')
})

test('so it does where it names nothing that it answers', async () => {
  const subject = `Subject: =?utf-8?B?${Buffer.from('Automatisk svar: Offer').toString('base64')}?=`
  expect((await reply([from, id, subject, 'X-Auto-Response-Suppress: All'], 'I am away')).aside).toContain('automatic')
  expect((await reply([from, id, subject], 'I am away')).aside).toContain('automatic')
})

test('in a language that nobody listed, an absence note is told by its structure', async () => {
  const subject = 'Subject: Majibu ya kiotomatiki: Offer'
  expect((await reply([from, id, subject, answering, 'X-Auto-Response-Suppress: All'])).aside).toBeDefined()
  expect((await reply([from, id, subject, answering])).aside).toBeUndefined()
})

test.each([
  ['Auto-Submitted: no'],
  ['Precedence: first-class'],
  ['X-Auto-Response-Suppress: DR, RN, NRN, OOF, AutoReply'],
  ['X-Auto-Response-Suppress: All', 'Subject: Re: Offer'],
  ['X-Auto-Response-Suppress: All', 'Subject: SV: Offer: blue'],
  ['X-Auto-Response-Suppress: All', 'Subject: Offer'],
  ['Return-Path: <maria@customer.example>'],
  ['Subject: Re: Automatic reply: Offer'],
  ['Subject: Automatic doors: an offer please'],
  ['Subject: Autos: an offer please'],
  ['X-Autoreply: no'],
])('%s %s: does not turn a person away', async (...headers) => {
  expect((await reply([from, id, answering, ...headers])).aside).toBeUndefined()
})

test('a web form that writes From our address waits with the customer named, unless the line trusts it', async () => {
  const addresses = ['Sales', 'replies', 'sales+web', 'wordpress', 'no-reply'].map((name) => `${name}@company.example`)
  for (const ours of addresses) {
    const form = [`From: Website <${ours}>`, 'Reply-To: Jo <Jo@customer.example>', id, 'Subject: Enquiry']
    const waiting = await reply(form)
    expect(waiting).toMatchObject({ from: 'jo@customer.example', body: 'Yes please' })
    expect(waiting.aside).toContain(ours.startsWith('no-reply') ? 'nobody reads answers' : 'jo@customer.example')
    const trusted = await reply([...form, 'Auto-Submitted: auto-generated'], 'Hello', { trustReplyTo: true })
    expect(trusted).toMatchObject({ from: 'jo@customer.example', body: 'Hello' })
    expect(trusted.aside).toBeUndefined()
    const answered = await reply([...form, 'Auto-Submitted: auto-replied'], 'Hello', { trustReplyTo: true })
    expect(answered.aside).toBeDefined()
  }
})

test('of a form service that writes as itself the customer is named', async () => {
  const form = ['From: Forms <noreply@forms.example>', 'Reply-To: jo@customer.example', id, 'Subject: Enquiry']
  const found = await reply(form, 'Hello', { trustReplyTo: true })
  expect(found).toMatchObject({ from: 'jo@customer.example', aside: expect.stringContaining('noreply@forms.example') })
})

test('what a list writes From our address may answer what only the relay knows', async () => {
  const list = ['From: "Jo via Sales" <sales@company.example>', 'Reply-To: jo@customer.example', id, 'List-ID: <x>']
  expect(await reply([...list, foreign])).toMatchObject({ from: 'jo@customer.example', asideUnlessKnown: true })
})

test('a customer who is answered elsewhere is who writes', async () => {
  const found = await reply(['From: jo@customer.example', 'Reply-To: jo@home.example', id])
  expect(found).toMatchObject({ from: 'jo@customer.example', body: 'Yes please' })
})

test('our own address with nobody beside it waits for a person, also within a conversation', async () => {
  for (const rest of [[], [answering], ['Reply-To: sales@company.example']]) {
    const found = await reply(['From: sales@company.example', id, ...rest], 'x', { trustReplyTo: true })
    expect(found).toMatchObject({ from: 'sales@company.example', aside: 'It was written from our own address' })
  }
})

test.each([
  ['From: "Jo via Sales" <sales@company.example>', 'Reply-To: Jo <jo@customer.example>'],
  [
    'From: "Jo via Sales" <sales@company.example>',
    'X-Original-From: Jo <jo@customer.example>',
    'Reply-To: sales@company.example',
  ],
  [
    'From: Jo via All <all@lists.example>',
    'List-Post: <mailto:all@lists.example>',
    'Reply-To: all@lists.example, jo@customer.example',
  ],
  ['From: Jo via All <all@lists.example>', 'X-BeenThere: all@lists.example', 'X-Original-Sender: jo@customer.example'],
])('a list that writes From itself passes on an answer of the person it names: %s', async (...headers) => {
  const found = await reply([...headers, id, answering, 'List-ID: <x.example>'])
  expect(found).toMatchObject({ from: 'jo@customer.example', body: 'Yes please' })
  expect(found.aside).toBeUndefined()
})
