import { mailBack, plainAnswer, type Told } from '../forms/answer-mail.ts'
import { rawMail } from '../forms/mail.ts'
import { lineOf, repliesOf } from '../lines.ts'
import type { Maker } from '../maker.ts'

type Headers = Record<string, string | null>

/** What lists, rules and filters add to an answer of a person. */
const marks: Record<string, Headers> = {
  'a Google Group': {
    Precedence: 'list',
    'List-ID': '<sales.company.example>',
    'Mailing-list': 'list sales@company.example; contact x',
  },
  'List-ID and List-Post': {
    'List-ID': 'Sales <sales.company.example>',
    'List-Post': '<mailto:sales@company.example>',
  },
  'Precedence: bulk': { Precedence: 'bulk' },
  'Precedence: list': { Precedence: 'list' },
  'Precedence: junk': { Precedence: 'junk' },
  Mailman: { 'X-Mailman-Version': '2.1.39', 'List-Unsubscribe': '<mailto:leave@company.example>', Precedence: 'list' },
  'List-Unsubscribe of a list': {
    'List-Unsubscribe': '<https://groups.example/leave>',
    'List-Help': '<https://groups.example>',
  },
  'a sympa list': { 'X-Loop': 'sales@company.example', Precedence: 'list', 'List-Owner': '<mailto:o@company.example>' },
  'X-Google-Group-Id': { 'X-Google-Group-Id': '1234567', 'X-Spam-Checked-In-Group': 'sales@company.example' },
  'a rule that forwards': {
    'X-Forwarded-To': 'replies@company.example',
    'X-Forwarded-For': 'sales@company.example',
    Delivered: 'x',
  },
  'Resent headers': { 'Resent-From': 'sales@company.example', 'Resent-Date': 'Mon, 2 Nov 2026 10:00:00 +0000' },
  'Auto-Submitted: no': { 'Auto-Submitted': 'no' },
  'X-Auto-Response-Suppress of Exchange': {
    'X-Auto-Response-Suppress': 'DR, OOF, AutoReply',
    'X-MS-Exchange-Organization-SCL': '-1',
  },
  'Feedback-ID of a mailer': { 'Feedback-ID': '1:2:3:x', 'X-Mailer': 'Zoho Mail' },
  'a Return-Path of a list': { 'Return-Path': '<sales-bounces@company.example>', Precedence: 'list' },
  'a Sender on behalf': { Sender: 'assistant@customer.example' },
}

/** How an answer names what it answers. */
const proofs: Record<string, (told: Told) => Headers> = {
  'In-Reply-To and References': () => ({}),
  'References alone': () => ({ 'In-Reply-To': null }),
  'In-Reply-To alone': () => ({ References: null }),
}

/** Marks of the transport are no marks of a machine. */
export function answers(maker: Maker): void {
  const names = Object.keys(proofs)
  for (const [index, [shape, headers]] of Object.entries(marks).entries()) {
    for (let turn = 0; turn < 2; turn += 1) {
      const proof = names[(index + turn) % names.length] ?? ''
      mailBack(
        maker,
        'F',
        `${shape}, by ${proof}`,
        (told) => plainAnswer(told, told.words, { ...headers, ...proofs[proof]?.(told) }),
        ({ words }) => ({ becomes: 'message', words: [words] }),
      )
    }
  }
  asides(maker)
  machines(maker)
}

/** Nothing proves them: they wait for a person, with what they say. */
function asides(maker: Maker): void {
  const ways: Record<string, Headers> = {
    'a newsletter of a contact': {
      'List-Unsubscribe': '<https://news.example/x>',
      Precedence: 'bulk',
      'List-ID': '<news.example>',
    },
    'a list that a contact writes to': { Precedence: 'list', 'List-ID': '<club.example>' },
    'bulk without a list': { Precedence: 'bulk' },
  }
  for (const [shape, headers] of Object.entries(ways)) {
    for (let turn = 0; turn < 3; turn += 1) waiting(maker, shape, (email) => ({ from: email, headers }))
  }
  for (let turn = 0; turn < 3; turn += 1) {
    waiting(maker, 'a web form that writes from our own address', (email, line) => ({
      from: `"Web form" <${lineOf(line).address}>`,
      headers: { 'Reply-To': email },
    }))
  }
}

function waiting(
  maker: Maker,
  shape: string,
  head: (email: string, line: string) => { from: string; headers: Headers },
): void {
  const [who, mark, line] = [maker.someone(), maker.mark(), maker.line('email-m')]
  const text = maker.words(mark)
  const { from, headers } = head(who.email, line)
  const make = () => rawMail({ from, to: repliesOf(lineOf(line)), subject: 'News', text, headers })
  maker.add({
    ...{ kind: 'F', shape, provider: 'email', mark, who, properties: { email: who.email } },
    acts: [{ do: 'mail', lineId: line, from: who.email, make }],
    expect: { becomes: 'aside', words: [mark] },
  })
}

/** Notes of absence are nobody's words, in whatever language; they wait where a person sees them. */
function machines(maker: Maker): void {
  const subjects = [
    'Autosvar: Offert',
    'Automatisch antwoord: Offer',
    'Automatyczna odpowiedź: Oferta',
    '自動応答: Offer',
    '自动答复: Offer',
  ]
  const more = [
    'Resposta automática: Offer',
    'Automatická odpověď: Offer',
    'Automaattinen vastaus: Offer',
    'Otomatik yanıt: Offer',
  ]
  for (const subject of [
    ...subjects,
    ...more,
    'Automatische Antwort: Angebot',
    'Abwesenheit: Angebot',
    'Auto reply: Offer',
  ]) {
    mailBack(
      maker,
      'F',
      `a note of absence, ${subject}`,
      (told) =>
        rawMail({
          ...{ from: told.who.email, to: told.to, subject, text: `I am away. ${told.mark}` },
          headers: { 'In-Reply-To': told.messageId, 'X-Auto-Response-Suppress': 'All' },
        }),
      ({ mark }) => ({ becomes: 'aside', words: [mark] }),
    )
  }
  mailBack(
    maker,
    'F',
    'a note of absence by its header',
    (told) => plainAnswer(told, `Away ${told.mark}`, { 'Auto-Submitted': 'auto-replied' }),
    ({ mark }) => ({ becomes: 'aside', words: [mark] }),
  )
}
