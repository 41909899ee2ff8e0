import { tellText, vendorId } from '../forms/tell-text.ts'
import { answering, rawMail } from '../forms/mail.ts'
import { optOutWords, ordinary } from '../data/opt-out.ts'
import type { Act, Expectation } from '../item.ts'
import { lineOf, repliesOf } from '../lines.ts'
import type { Maker } from '../maker.ts'

/** Marks around a word that leave it the same word. */
const dressed: Record<string, (word: string) => string> = {
  bare: (word) => word,
  'with a full stop': (word) => `${word}.`,
  'with marks of exclamation': (word) => `${word}!!`,
  'in brackets': (word) => `(${word})`,
  'in square brackets': (word) => `[${word}]`,
  'in quotes': (word) => `“${word}”`,
  'in guillemets': (word) => `«${word}»`,
  'with a semicolon': (word) => `${word};`,
  'with a zero-width blank': (word) => `${word}\u200b`,
  'behind a mark of direction': (word) => `\u200e${word}`,
  'between isolates': (word) => `\u2068${word}\u2069`,
  'with a byte order mark': (word) => `\ufeff${word}`,
  'with a soft hyphen inside': (word) => `${word.slice(0, 2)}\u00ad${word.slice(2)}`,
  'between blanks and lines': (word) => `\n  ${word} \r\n`,
  'with no-break blanks': (word) => `\u00a0${word}\u00a0`,
  'in lower case': (word) => word.toLowerCase(),
  'in full width': (word) => word.replaceAll(/[A-Z]/g, (letter) => String.fromCodePoint(letter.charCodeAt(0) + 0xfee0)),
  'with an ellipsis': (word) => `${word}…`,
  'in stars': (word) => `*${word}*`,
  'taken apart': (word) => word.normalize('NFD'),
  twice: (word) => `${word} ${word}`,
  'with an emoji': (word) => `${word} 🛑`,
}

const groups = [
  'twilio-m',
  'kannel-m',
  'linq-m',
  'sendblue-m',
  'chert-m',
  'tuco-m',
  'bluebubbles-m',
  'whatsapp-m',
  'twilio-w',
]
/** What is tried afterwards: another text channel, where the word holds as well. */
const other = ['kannel-m', 'twilio-m', 'linq-m']

export function optOut(maker: Maker): void {
  for (const [index, [shape, dress]] of Object.entries(dressed).entries()) {
    for (let turn = 0; turn < 3; turn += 1) {
      const group = groups[(index + turn * 4) % groups.length] ?? 'kannel-m'
      said(maker, group, `STOP ${shape}`, dress('STOP'), 'out', turn)
    }
  }
  for (const [index, word] of optOutWords.entries()) {
    said(maker, groups[index % groups.length] ?? 'kannel-m', `the word ${word}`, word, 'out', index)
  }
  for (const [index, text] of ordinary.entries()) {
    said(maker, groups[index % groups.length] ?? 'kannel-m', `ordinary: ${text}`, text, undefined, index)
  }
  for (const back of ['START', 'start!', 'UNSTOP']) started(maker, back)
  mails(maker)
}

function said(
  maker: Maker,
  group: string,
  shape: string,
  text: string,
  consent: 'out' | undefined,
  turn: number,
): void {
  const [who, mark, line, after] = [
    maker.someone(),
    maker.mark(),
    maker.line(group),
    maker.line(other[turn % 3] ?? 'kannel-m'),
  ]
  const { provider } = lineOf(line)
  const [id, sent] = [vendorId(maker, provider), maker.mark()]
  const acts: Act[] = [
    { do: 'tell', make: () => tellText(line, who.phone, id, text) },
    { do: 'send', lineId: after, body: `Our new offer ${sent}`, mark: sent },
  ]
  const expect: Expectation =
    consent === 'out' ? { becomes: 'message', consent } : { becomes: 'message', words: [text], wire: { to: who.phone } }
  maker.add({ kind: 'I', shape, provider, mark, who, properties: { mobilephone: who.phone }, acts, expect })
}

/** START lifts what a keyword has set. */
function started(maker: Maker, back: string): void {
  for (const group of groups) {
    const [who, mark, line, sent] = [maker.someone(), maker.mark(), maker.line(group), maker.mark()]
    const { provider } = lineOf(line)
    const [first, second] = [vendorId(maker, provider), vendorId(maker, provider)]
    const after = maker.line('kannel-m')
    const acts: Act[] = [
      { do: 'tell', make: () => tellText(line, who.phone, first, 'STOP') },
      { do: 'tell', make: () => tellText(line, who.phone, second, back) },
      { do: 'send', lineId: after, body: `Welcome back ${sent}`, mark: sent },
    ]
    const expect: Expectation = { becomes: 'message', wire: { to: who.phone } }
    const properties = { mobilephone: who.phone }
    maker.add({ kind: 'I', shape: `STOP, then ${back}`, provider, mark, who, properties, acts, openings: 1, expect })
  }
}

/** By email only what is clear is believed; "cancel" alone may be about an appointment, and waits for a person. */
function mails(maker: Maker): void {
  const told: [string, Expectation['becomes'], 'out' | undefined][] = [
    ...(['STOP', 'Unsubscribe', 'unsubscribe.', 'ABMELDEN', 'Opt out'] as const).map(
      (word): [string, 'message', 'out'] => [word, 'message', 'out'],
    ),
    ...(['Cancel', 'End', 'quit', 'Remove', 'Fin'] as const).map((word): [string, 'message', undefined] => [
      word,
      'message',
      undefined,
    ]),
  ]
  for (const [word, becomes, consent] of told) {
    const [who, mark, line, sent] = [maker.someone(), maker.mark(), maker.line('email-m'), maker.mark()]
    const to = repliesOf(lineOf(line))
    const acts: Act[] = [
      { do: 'wait' },
      { do: 'send', lineId: line, body: `Good morning ${sent}`, mark: sent },
      {
        ...{ do: 'mail', lineId: line, from: who.email },
        make: ({ messageId }) => rawMail({ from: who.email, to, text: word, headers: answering(messageId) }),
      },
    ]
    const expect: Expectation = { becomes, ...(consent ? { consent } : {}) }
    maker.add({
      kind: 'I',
      shape: `mail: ${word}`,
      provider: 'email',
      mark,
      who,
      properties: { email: who.email },
      acts,
      expect,
    })
  }
}
