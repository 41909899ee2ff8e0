import { mailBack, plainAnswer, type Told } from '../forms/answer-mail.ts'
import { multipart } from '../forms/mail.ts'
import type { Maker } from '../maker.ts'

type Quote = (told: Told) => string

const quoted = (text: string) =>
  text
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n')
const us = (told: Told) => `Sales <${told.to}>`

/** How programs quote what we wrote; only that may be left out. */
const quotes: Record<string, Quote> = {
  'Gmail, English': (t) => `On Mon, Nov 2, 2026 at 10:00 AM ${us(t)} wrote:\n\n${quoted(t.ours)}`,
  'Gmail, English, folded': (t) =>
    `On Mon, Nov 2, 2026 at 10:00 AM Sales Team of Acme\n<${t.to}> wrote:\n\n${quoted(t.ours)}`,
  'Apple Mail, German': (t) => `Am 02.11.2026 um 10:00 schrieb ${us(t)}:\n\n${quoted(t.ours)}`,
  'Thunderbird, French': (t) => `Le 02/11/2026 à 10:00, ${us(t)} a écrit :\n${quoted(t.ours)}`,
  'Gmail, Spanish': (t) => `El lun, 2 nov 2026 a las 10:00, ${us(t)} escribió:\n\n${quoted(t.ours)}`,
  'Gmail, Dutch': (t) => `Op ma 2 nov 2026 om 10:00 schreef ${us(t)}:\n\n${quoted(t.ours)}`,
  'Gmail, Polish': (t) => `pon., 2 lis 2026 o 10:00 ${us(t)} napisał(a):\n\n${quoted(t.ours)}`,
  'Gmail, Japanese': (t) => `2026年11月2日(月) 10:00 ${us(t)}:\n\n${quoted(t.ours)}`,
  'Gmail, Russian': (t) => `пн, 2 нояб. 2026 г. в 10:00, ${us(t)}:\n\n${quoted(t.ours)}`,
  'Outlook, English': (t) => block(['From', 'Sent', 'To', 'Subject'], t),
  'Outlook, German': (t) => block(['Von', 'Gesendet', 'An', 'Betreff'], t),
  'Outlook, French': (t) => block(['De', 'Envoyé', 'À', 'Objet'], t),
  'Outlook, Danish': (t) => block(['Fra', 'Sendt', 'Til', 'Emne'], t),
  'Outlook, Swedish': (t) => block(['Från', 'Skickat', 'Till', 'Ämne'], t),
  'Outlook, Finnish': (t) => block(['Lähettäjä', 'Lähetetty', 'Vastaanottaja', 'Aihe'], t),
  'Outlook, Polish': (t) => block(['Od', 'Wysłano', 'Do', 'Temat'], t),
  'Outlook, Turkish': (t) => block(['Gönderen', 'Gönderildi', 'Kime', 'Konu'], t),
  'Outlook, Japanese': (t) => block(['差出人', '送信日時', '宛先', '件名'], t),
  'Outlook behind a rule': (t) => `________________________________\n${block(['From', 'Sent', 'To', 'Subject'], t)}`,
  'Original Message': (t) => `-----Original Message-----\n${block(['From', 'Sent', 'To', 'Subject'], t)}`,
  'Ursprüngliche Nachricht': (t) =>
    `-----Ursprüngliche Nachricht-----\n${block(['Von', 'Gesendet', 'An', 'Betreff'], t)}`,
  'Yahoo, without marks': (t) =>
    `    On Monday, November 2, 2026 at 10:00:00 AM GMT+1, ${us(t)} wrote:  \n \n ${t.ours.split('\n').join('\n ')}`,
  'bare marks without a line before': (t) => quoted(t.ours),
}

/** What a person wrote that only looks like a quotation, or quotes what is not ours: all of it stays. */
const own: Record<string, Quote> = {
  'lines From, To, Date': (t) =>
    `please quote this transport:\nFrom: Hamburg\nTo: Munich\nDate: 12 May\n4 pallets, 800 kg ${t.mark}`,
  'lines Von, An, Datum': (t) =>
    `bitte ein Angebot:\nVon: Hamburg\nAn: München\nDatum: 12. Mai\n4 Paletten, 800 kg ${t.mark}`,
  'lines De, À, Date': (t) => `un devis, svp :\nDe : Lyon\nÀ : Paris\nDate : 12 mai\n4 palettes ${t.mark}`,
  'a form': (t) => `Name: Jo\nFrom: website\nSubject: Question\nMessage: Is it blue? ${t.mark}`,
  'what was forwarded': (t) =>
    `Please handle this order.\n\n---------- Forwarded message ---------\nFrom: Buyer <buyer@other.example>\nDate: Mon, Nov 2, 2026 at 9:00 AM\nSubject: Order 77\nTo: Jo <${t.who.email}>\n\nWe order 77 pieces ${t.mark}.`,
  'what was forwarded, German': (t) =>
    `Bitte bearbeiten.\n\n---------- Weitergeleitete Nachricht ---------\nVon: Kunde <buyer@other.example>\nDatum: Mo., 2. Nov. 2026\nBetreff: Auftrag 77\n\nWir bestellen 77 Stück ${t.mark}.`,
  'an arrow at the beginning of a line': (t) => `My steps:\n> first the left one\n> then the right one ${t.mark}`,
  'a sentence that ends in wrote:': (t) => `As my colleague wrote:\nwe need it blue ${t.mark}`,
  'a line of hyphens': (t) => `Option A\n-----\nOption B ${t.mark}`,
  'two hyphens': (t) => `Price --\n-- see below ${t.mark}\n`,
  'answers between our lines': (t) =>
    `On Mon, Nov 2, 2026 at 10:00 AM ${us(t)} wrote:\n> ${t.ours.split('\n')[0]}\nYes please.\n> ${t.ours.split('\n')[1]}\nThat is too much ${t.mark}`,
  'an answer below': (t) => `On Mon, Nov 2, 2026 at 10:00 AM ${us(t)} wrote:\n${quoted(t.ours)}\n\nAgreed ${t.mark}`,
}

function block([from, sent, to, subject]: string[], told: Told): string {
  const { who, ours } = told
  return `${from}: ${us(told)}\n${sent}: Monday, 2 November 2026 10:00\n${to}: ${who.first} <${who.email}>\n${subject}: Offer\n\n${ours}`
}

/** Nothing a person wrote is cut; what is proved to be our own may be. */
export function quotations(maker: Maker): void {
  const old = 'The price is 100 EUR.'
  for (const [shape, quote] of Object.entries(quotes)) {
    for (const html of [false, true]) {
      mailBack(
        maker,
        'G',
        `${shape}${html ? ', with HTML beside it' : ''}`,
        (told) => {
          const text = `${told.words}\n\n${quote(told)}\n`
          return html ? both(told, text) : plainAnswer(told, text)
        },
        ({ words }) => ({ becomes: 'message', words: [words], not: [old] }),
      )
    }
  }
  for (const [shape, write] of Object.entries(own)) {
    for (let turn = 0; turn < 2; turn += 1) {
      mailBack(
        maker,
        'G',
        `own words: ${shape}`,
        (told) => plainAnswer(told, `Hello,\n${write(told)}\nRegards`),
        ({ mark }) => ({ becomes: 'message', words: [mark, ...(/hyphens/.test(shape) ? [] : ['Hello'])] }),
      )
    }
  }
}

function both(told: Told, text: string): Buffer {
  const html = `<div>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\n', '<br>\n')}</div>`
  const parts = multipart('alternative', [
    ['Content-Type: text/plain; charset=utf-8', text],
    ['Content-Type: text/html; charset=utf-8', html],
  ])
  return plainAnswer(told, parts.text, { 'Content-Type': parts.type })
}
