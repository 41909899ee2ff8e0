import type { Act, Expectation } from '../item.ts'
import type { Maker, Someone } from '../maker.ts'
import { rawMail } from '../forms/mail.ts'
import { begin } from '../forms/begin.ts'
import { kannel } from '../forms/kannel.ts'
import { tellText, vendorId } from '../forms/tell-text.ts'
import { whatsapp } from '../forms/whatsapp.ts'
import { lineOf, repliesOf } from '../lines.ts'

/** What WhatsApp calls people in three countries beside their number: an older form, and the newer one. */
const forms: Record<'BR' | 'MX' | 'AR', { base: string; length: number; older: string; newer: string }> = {
  BR: { base: '55', length: 8, older: '11', newer: '119' },
  MX: { base: '52', length: 8, older: '55', newer: '155' },
  AR: { base: '54', length: 8, older: '11', newer: '911' },
}

/** How people write numbers into a property of HubSpot. `national` where the account's own country is Germany. */
const written: Record<string, (who: { phone: string; country: string }) => string | null> = {
  'as E.164': ({ phone }) => phone,
  'with blanks': ({ phone }) => `${phone.slice(0, 3)} ${phone.slice(3, 6)} ${phone.slice(6)}`,
  'with 00': ({ phone }) => `00${phone.slice(1)}`,
  'with 00 and blanks': ({ phone }) => `00 ${phone.slice(1, 3)} ${phone.slice(3, 7)} ${phone.slice(7)}`,
  'with dots': ({ phone }) => `${phone.slice(0, 3)}.${phone.slice(3, 7)}.${phone.slice(7)}`,
  'with no-break blanks': ({ phone }) => `${phone.slice(0, 3)}\u00a0${phone.slice(3, 7)}\u00a0${phone.slice(7)}`,
  'with odd hyphens': ({ phone }) => `${phone.slice(0, 3)}\u2011${phone.slice(3, 7)}\u2013${phone.slice(7)}`,
  'in full width': ({ phone }) => phone.replaceAll(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
  'in marks of direction': ({ phone }) => `\u202a${phone}\u202c`,
  'as tel:': ({ phone }) => `tel:${phone}`,
  'with brackets': ({ phone }) => `${phone.slice(0, 3)} (${phone.slice(3, 6)}) ${phone.slice(6)}`,
  'two with a slash': ({ phone }) => `${phone} / +49 30 901820`,
  'two with a semicolon': ({ phone }) => `+49 30 901820; ${phone}`,
  national: ({ phone, country }) => (country === 'DE' ? `0${phone.slice(3)}` : null),
  'national with (0)': ({ phone, country }) => (country === 'DE' ? `+49 (0) ${phone.slice(3)}` : null),
}

/** One person is one person, however the number is written and whatever a network calls it. */
export function spellings(maker: Maker): void {
  for (const line of ['whatsapp-m', 'twilio-w']) {
    for (const country of ['BR', 'MX', 'AR'] as const) {
      for (const known of ['older', 'newer'] as const) {
        for (const after of ['at first', 'after we wrote', 'with STOP'] as const)
          twoForms(maker, line, country, known, after)
      }
    }
  }
  const groups = ['kannel-m', 'twilio-m', 'linq-m', 'sendblue-m', 'chert-m', 'tuco-m', 'bluebubbles-m', 'whatsapp-m']
  for (const [index, [shape, write]] of Object.entries(written).entries()) {
    for (let turn = 0; turn < 2; turn += 1) {
      const who = maker.someone(shape.startsWith('national') ? 'DE' : undefined)
      const value = write(who)
      const group = groups[(index + turn * 3) % groups.length] ?? 'kannel-m'
      if (value !== null)
        answered(maker, group, who, `contact ${shape}`, { phone: value, mobilephone: null }, who.phone)
    }
  }
  senders(maker)
  mails(maker)
  hidden(maker)
}

function twoForms(
  maker: Maker,
  group: string,
  country: keyof typeof forms,
  known: 'older' | 'newer',
  after: 'at first' | 'after we wrote' | 'with STOP',
): void {
  const { base, older, newer } = forms[country]
  const rest = `${country === 'BR' ? '9' : '4'}${String(maker.below(1e7)).padStart(7, '0')}`
  const both = { older: `+${base}${older}${rest}`, newer: `+${base}${newer}${rest}` }
  const writes = known === 'older' ? both.newer : both.older
  const who = { ...maker.someone(), phone: both[known] }
  const line = maker.line(group)
  const begun = after === 'after we wrote' ? begin(maker, line, who.phone) : { acts: [], openings: 0 }
  const shape = `${country} known by the ${known} form, ${after}`
  if (after !== 'with STOP') return answered(maker, line, who, shape, undefined, writes, begun)
  answered(maker, line, who, shape, undefined, writes, begun, 'STOP')
}

function answered(
  maker: Maker,
  group: string,
  who: Someone,
  shape: string,
  properties: Record<string, string | null> | undefined,
  from: string,
  begun: { acts: Act[]; openings: number } = { acts: [], openings: 0 },
  keyword?: string,
): void {
  const line = /\d$/.test(group) ? group : maker.line(group)
  const { provider } = lineOf(line)
  const [mark, id] = [maker.mark(), vendorId(maker, provider)]
  const words = keyword ?? maker.words(mark)
  const expect: Expectation = { becomes: 'message', words: [words], ...(keyword ? { consent: 'out' as const } : {}) }
  const act: Act = { do: 'tell', make: () => tellText(line, from, id, words) }
  const given = properties ? { properties } : {}
  const name = `${lineOf(line).channel} ${shape}`
  maker.add({ kind: 'A', shape: name, provider, mark, who, ...given, ...begun, acts: [...begun.acts, act], expect })
}

/** Senders as a gateway writes them. */
function senders(maker: Maker): void {
  const ways: [string, (phone: string) => string][] = [
    ['without plus', (phone) => phone.slice(1)],
    ['with 00', (phone) => `00${phone.slice(1)}`],
    ['with a plus', (phone) => phone],
    ['with blanks', (phone) => `${phone.slice(0, 3)} ${phone.slice(3)}`],
  ]
  for (const [shape, way] of ways) {
    for (let turn = 0; turn < 2; turn += 1) {
      const [who, line, mark, id] = [maker.someone(), maker.line('kannel-m'), maker.mark(), maker.id()]
      const words = maker.words(mark)
      const act: Act = { do: 'tell', make: () => kannel.reply(line, way(who.phone), id, words) }
      maker.add({
        kind: 'A',
        shape: `sender ${shape}`,
        provider: 'kannel',
        mark,
        who,
        acts: [act],
        expect: { becomes: 'message', words: [words] },
      })
    }
  }
}

/** The same mailbox in other letters. */
function mails(maker: Maker): void {
  const ways: [string, (email: string) => string, (email: string) => string][] = [
    ['case of the sender', (email) => email, (email) => email.toUpperCase()],
    ['case of the contact', (email) => email.toUpperCase(), (email) => email],
    [
      'IDN as punycode',
      (email) => email.replace('customer', 'müller'),
      (email) => email.replace('customer', 'xn--mller-kva'),
    ],
    [
      'punycode as IDN',
      (email) => email.replace('customer', 'xn--mller-kva'),
      (email) => email.replace('customer', 'müller'),
    ],
    ['a plus tag', (email) => email, (email) => email.replace('@', '+shop@')],
  ]
  for (const [shape, known, writes] of ways) {
    for (let turn = 0; turn < 2; turn += 1) {
      const [who, line, mark] = [maker.someone(), maker.line('email-m'), maker.mark()]
      const text = maker.words(mark)
      const from = writes(who.email)
      const make = () => rawMail({ from, to: repliesOf(lineOf(line)), subject: 'A question', text })
      maker.add({
        ...{ kind: 'A', shape, provider: 'email', mark, who, properties: { email: known(who.email) } },
        acts: [{ do: 'mail', lineId: line, from, make }],
        expect: { becomes: 'message', words: [text] },
      })
    }
  }
}

/** Whoever hides the number is known by an id of Meta's once both were seen together. */
function hidden(maker: Maker): void {
  for (const shape of ['id beside the number first', 'id in the contacts first'] as const) {
    for (let turn = 0; turn < 2; turn += 1) {
      const [who, line, mark] = [maker.someone(), maker.line('whatsapp-m'), maker.mark()]
      const [userId, first, second] = [`US.${maker.hex(16)}`, `wamid.${maker.id()}`, `wamid.${maker.id()}`]
      const words = maker.words(mark)
      const inside = shape === 'id beside the number first' ? { from_user_id: userId } : {}
      const known = () => {
        const message = whatsapp.text(who.phone, first, 'Hello there', inside)
        const contacts = [{ profile: { name: who.first }, wa_id: message.from, user_id: userId }]
        return whatsapp.post(line, whatsapp.change(line, { contacts, messages: [message] }))
      }
      const later = () => {
        const { from: _, ...message } = whatsapp.text(who.phone, second, words, { from_user_id: userId })
        const contacts = [{ profile: { name: who.first, username: 'ada' }, user_id: userId }]
        return whatsapp.post(line, whatsapp.change(line, { contacts, messages: [message] }))
      }
      const acts: Act[] = [
        { do: 'tell', make: known },
        { do: 'tell', make: later },
      ]
      maker.add({
        kind: 'A',
        shape,
        provider: 'whatsapp',
        mark,
        who,
        acts,
        openings: 1,
        expect: { becomes: 'message', words: [words] },
      })
    }
  }
}
