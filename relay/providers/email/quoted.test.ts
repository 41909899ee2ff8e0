import { expect, test } from 'vitest'
import { withoutQuoted } from './quoted.ts'

const old = '> Hello Maria,\n> it is on its way.'
const sales = 'Acme Sales <sales@company.example>'
const answer = 'Thank you!\n\nOne question: is it blue?\n\nMaria'

const about = { answers: true, forwards: false, isOurs: (address: string) => address.endsWith('@company.example') }
const read = (text: string, changes: Partial<typeof about> = {}) => withoutQuoted(text, { ...about, ...changes })

/** What a program puts below an answer, with its attribution or headers. */
const below: [string, string][] = [
  ['Gmail', `On Mon, Sep 14, 2026 at 10:00 AM ${sales} wrote:\n\n${old}`],
  [
    'Gmail, wrapped',
    `On Mon, Sep 14, 2026 at 10:00 AM Acme Sales with a long name\n<sales@company.example> wrote:\n\n${old}`,
  ],
  ['Gmail, German', `Am Mo., 14. Sept. 2026 um 10:00 Uhr schrieb Acme Sales <\nsales@company.example>:\n\n${old}`],
  ['Gmail, French', `Le lun. 14 sept. 2026 à 10:00, ${sales} a\nécrit :\n\n${old}`],
  ['Gmail, Spanish', `El lun, 14 sept 2026 a las 10:00, Acme (<sales@company.example>) escribió:\n\n${old}`],
  ['Gmail, Japanese', `2026年9月14日(月) 10:00 ${sales}:\n\n${old}`],
  ['Gmail, Turkish', `${sales}, 14 Eyl 2026 Pzt, 10:00 tarihinde şunu yazdı:\n\n${old}`],
  [
    'Gmail, Hebrew',
    `\u202bבתאריך יום ב׳, 14 בספט׳ 2026 ב-10:00 מאת \u202aAcme\u202c\u200f <\u202asales@company.example\u202c\u200f>:\u202c\n\n${old}`,
  ],
  ['Apple Mail, top', `On 14 Sep 2026, at 10:00, ${sales} wrote:\n\n${old}`],
  ['Apple Mail, German', `Am 14.09.2026 um 10:00 schrieb ${sales}:\n\n${old}`],
  ['Becky', `On Mon, 14 Sep 2026 10:00:00 +0900\n${sales} wrote:\n\n${old}`],
  ['Gmail, Polish', `pon., 14 wrz 2026 o 10:00 ${sales} napisał(a):\n\n${old}`],
  ['Gmail, Thai', `ในวันที่ จ. 14 ก.ย. 2569 เวลา 10:00 ${sales} เขียนว่า:\n\n${old}`],
  ['Outlook, Japanese', `差出人: ${sales}\n送信日時: 2026年9月14日 10:00\n宛先: Maria\n件名: Order\n\nこんにちは`],
  [
    'Outlook, Canadian French',
    `De : ${sales}\nEnvoyé : 14 septembre 2026 10 h 00\nÀ : Maria\nObjet : Order\n\nBonjour`,
  ],
  ['Yandex', `14.09.2026, 10:00, "Acme" <sales@company.example>:\n\n${old}`],
  ['Mail.ru', `Понедельник, 14 сентября 2026, 10:00 +03:00 от ${sales}:\n\nHello Maria,`],
  ['163', '在 2026-09-14 10:00:00，"Acme" <sales@company.example> 写道：\n\nHello Maria,\nit is on its way.'],
  ['Zoho', `---- On Mon, 14 Sep 2026 10:00:00 +0100 ${sales} wrote ----\n\nHello Maria,`],
  [
    'Yahoo',
    `    On Monday, September 14, 2026 at 10:00:00 AM GMT+1, ${sales} wrote:  \n \n Hello Maria,\n it is on its way.`,
  ],
  [
    'Outlook on a Mac',
    `On 9/14/26, 10:00 AM, "Acme" <sales@company.example> wrote:\n\n    Hello Maria,\n    \n    bye`,
  ],
  [
    'Outlook',
    `________________________________\nFrom: ${sales}\nSent: Monday, September 14, 2026 10:00\nTo: Maria\nSubject: Your order\n\nHello`,
  ],
  [
    'Outlook without a rule',
    `From: ${sales}\nSent: Monday, September 14, 2026 10:00 AM\nTo: Maria\nSubject: Order\n\nHi`,
  ],
  ['Outlook, German', `Von: ${sales}\nGesendet: Montag, 14. September 2026 10:00\nAn: Maria\nBetreff: Order\n\nHallo`],
  ['Outlook, French', `De : ${sales}\nEnvoyé : lundi 14 septembre 2026 10:00\nÀ : Maria\nObjet : Order\n\nBonjour`],
  ['Outlook, Danish', `Fra: ${sales}\nSendt: 14. september 2026 10:00\nTil: Maria\nEmne: Order\n\nHej`],
  ['Outlook, Swedish', `Från: ${sales}\nSkickat: den 14 september 2026 10:00\nTill: Maria\nÄmne: Order\n\nHej`],
  [
    'Outlook, Finnish',
    `Lähettäjä: ${sales}\nLähetetty: maanantai 14. syyskuuta 2026 10.00\nVastaanottaja: M\nAihe: O\n\nHei`,
  ],
  ['Outlook, Polish', `Od: ${sales}\nWysłane: poniedziałek, 14 września 2026 10:00\nDo: Maria\nTemat: Order\n\nDzień`],
  ['Outlook, Greek', `Από: ${sales}\nΣτάλθηκε: Δευτέρα, 14 Σεπτεμβρίου 2026 10:00\nΠρος: Maria\nΘέμα: Order\n\nΓεια`],
  ['Outlook, Chinese', `发件人: ${sales}\n发送时间: 2026年9月14日 10:00\n收件人: Maria\n主题: Order\n\n你好`],
  ['Outlook, wide colons', `发件人：${sales}\n发送时间：2026年9月14日 10:00\n收件人：Maria\n主题：Order\n\n你好`],
  ['Outlook, Arabic', `من: ${sales}\nتاريخ الإرسال: ١٤ سبتمبر ٢٠٢٦ ١٠:٠٠\nإلى: Maria\nالموضوع: Order\n\nمرحبا`],
  [
    'many recipients',
    `From: ${sales}\nSent: 14 September 2026 10:00\nTo: Maria <m@x.example>;\nJo <jo@x.example>\nSubject: O\n\nHi`,
  ],
  [
    'GMX',
    `Gesendet: Montag, 14. September 2026 um 10:00 Uhr\nVon: "Acme" <sales@company.example>\nAn: m\nBetreff: O\n\nHi`,
  ],
  [
    'GMX, from HTML',
    `Gesendet: Montag, 14. September 2026 um 10:00 Uhr\nVon: ${sales}\nAn: m\nBetreff: O\nHello Maria`,
  ],
  [
    'Outlook, with links',
    'From: Acme <sales@company.example<mailto:sales@company.example>>\nSent: 14 September 2026 10:00\nTo: M\nSubject: O\n\nHi',
  ],
  ['Outlook, in bold', `*Von:* ${sales}\n*Gesendet:* Montag, 14. September 2026 10:00\n*An:* M\n*Betreff:* O\n\nHi`],
  [
    'Gmail, with links',
    `On Mon, Sep 14, 2026 at 10:00 AM Acme <sales@company.example<mailto:sales@company.example>> wrote:\n\n${old}`,
  ],
  [
    'Gmail, from HTML',
    `On Mon, Sep 14, 2026 at 10:00 AM Acme Sales <sales@company.example\n[sales@company.example]> wrote:\n\n${old}`,
  ],
  [
    'Samsung',
    `-------- Original message --------\nFrom: ${sales}\nDate: 14/09/2026 10:00 (GMT+01:00)\nTo: m\nSubject: O\n\nHi`,
  ],
  [
    'QQ',
    `------------------ 原始邮件 ------------------\n发件人: "A" <sales@company.example>;\n发送时间: 2026年9月14日 10:00\n收件人: m;\n主题: O\n\nHi`,
  ],
  [
    'Proton',
    `------- Original Message -------\nOn Monday, September 14th, 2026 at 10:00 AM, ${sales} wrote:\n\n${old}`,
  ],
]

test.each(below)(
  'what %s puts below an answer is taken away, whether the mail says what it answers or not',
  (_, quoted) => {
    for (const answers of [true, false]) {
      expect(read(`${answer}\n\n${quoted}\n`, { answers })).toBe(answer)
      expect(read(`${answer}\r\n\r\n${quoted.replaceAll('\n', '\r\n')}\r\n`, { answers })).toBe(answer)
    }
  },
)

test.each<[string, string]>([
  ['Apple Mail', `> On 14. Sep 2026, at 10:00, ${sales} wrote:\n> \n${old}`],
  ['Thunderbird', `Am 14.09.26 um 10:00 schrieb Acme Sales:\n${old}`],
  ['a program that names no time', `${sales} wrote:\n${old}`],
  ['Outlook 2003', '-----Original Message-----\nFrom: Acme\n\nHello Maria,'],
  ['Outlook 2003, German', '-----Ursprüngliche Nachricht-----\nVon: Acme\n\nHallo Maria,'],
  ['Notes', `-----Acme wrote: -----\nTo: m@x.example\nFrom: ${sales}\nDate: 09/14/2026 10:00AM\nSubject: O\n\nHi`],
  [
    'K-9, in a language nobody listed',
    `-------- Izvirno sporočilo --------\nOd: ${sales}\nPoslano: 14 Sep 2026 10:00:00\nZa: m@x.example\nZadeva: O\n\nHi`,
  ],
  ['nobody', old],
])('in an answer, what %s marks is taken away, too', (_, quoted) => {
  expect(read(`${answer}\n\n${quoted}\n`)).toBe(answer)
})

test('answers between and below the quoted lines are kept', () => {
  const text = `On Mon, Sep 14, 2026 at 10:00 AM Acme <sales@company.example> wrote:\n> Blue or red?\nBlue.\n> Large?\nYes.`
  expect(read(text)).toBe('Blue.\nYes.')
  const indented = `Hi,\n\nOn 9/14/26, 10:00 AM, "A" <sales@company.example> wrote:\n\n    Blue?\n    Bye\n\nBlue.`
  expect(read(indented)).toBe('Hi,\n\nBlue.')
})

test('what stands right above an attribution is not taken for its first line', () => {
  const when = 'On Mon, Sep 14, 2026 at 10:00 AM Acme Sales with a long'
  expect(read(`Yes\n${when} name <sales@company.example> wrote:\n> x`)).toBe('Yes')
  const above = 'Yes, please bring it on 12.10.2026 to my office'
  expect(read(`${above}\n${when}\nname <sales@company.example> wrote:\n> x`)).toBe(above)
})

/** What customers write themselves, or pass on. */
test.each<[string, string]>([
  ['a line or two that look like it', 'On Monday I wrote:\nnothing.\nFrom: now on I will.\nThe sum is 5 > 3.'],
  ['from and to of a transport', 'Please quote:\nFrom: Hamburg\nTo: Munich\nDate: 12 May\n4 pallets, 800 kg\nRegards'],
  [
    'the same in German',
    'Bitte um Angebot:\n\nVon: Hamburg\nAn: München\nDatum: 12.05.2026\nBetreff: Transport\n\n4 Paletten',
  ],
  [
    'with an address',
    'Please quote:\n\nFrom: Port <port@hamburg.example>\nTo: Munich\nDate: 12.05.2026\nGoods: 4 pallets\n\nBye',
  ],
  ['a form', 'New:\n\nName: Jo\nEmail: jo@x.example\nDate: 12.05.2026 10:00\nSubject: Offer\nMessage: hi\n\nbye'],
  [
    'how to reach them',
    'Yes.\n\n--------------\nTel: +49 30 2020 1234\nEmail: jo@x.example\nWeb: x.example\n\nOpen 9:00-17:00',
  ],
  ['a line that means more than', 'Yes, please.\n>100 pieces would be good.\nRegards'],
  ['a place to sign', 'Please sign:\n\n________________________________\nJo Doe\n\nThank you'],
  ['headings of their own', 'My data\n\n-----Contact-----\nName: Jo\nTel: 1234567\n\nbye'],
  [
    'a sentence with date and address',
    'My order of 12.05.2026 10:00 goes to jo@new.example, as follows:\n- 5 red\n- 6 blue',
  ],
  [
    'what Gmail passes on',
    'Please handle.\n\n---------- Forwarded message ---------\nFrom: B <b@x.example>\nDate: Thu, Jan 1, 2026 at 10:00\nSubject: O\nTo: J\n\nWe order 77.',
  ],
  [
    'what Thunderbird passes on, in Polish',
    'Proszę.\n\n-------- Treść przekazanej wiadomości --------\nTemat: O\nData: 1 Jan 2026 10:00:00\nOd: B <b@x.example>\nDo: J\n\nWe order 77.',
  ],
])('nothing is taken from %s', (_, text) => {
  expect(read(text)).toBe(text)
  expect(read(text, { answers: false })).toBe(text)
})

test('lines with > in a mail that answers nothing are the person’s own', () => {
  const text = 'Prices:\n> 5 pallets: 100\n> 9 pallets: 90'
  expect(read(text, { answers: false })).toBe(text)
})

test('what a mail passes on stays, in whatever form', () => {
  for (const [, quoted] of below) {
    const text = `Please see to this.\n\n${quoted.trim()}`
    expect(read(text, { forwards: true }).replace(/\s+/g, ' ')).toBe(text.replace(/\s+/g, ' '))
  }
})

test('the older words of somebody else stay where the mail answers nothing', () => {
  const text = 'See below.\n\nFrom: B <b@x.example>\nSent: 1 January 2026 10:00\nTo: J\nSubject: O\n\nWe order 77.'
  expect(read(text, { answers: false })).toBe(text)
  expect(read(text)).toBe('See below.')
})

test('when all of it is quoted, all of it is kept', () => {
  expect(read(old)).toBe(old)
  expect(read('')).toBe('')
})

test('a hostile text costs no time', () => {
  const started = performance.now()
  read(`On ${'a@a '.repeat(20_000)}`)
  read('<'.repeat(50_000) + 'a@a'.repeat(20_000))
  for (const line of ['On x <', 'From: a@b', '-----a: -----', 'x 10:00 2026 <a@b>:\n']) read(`${line}\n`.repeat(20_000))
  read('>\n'.repeat(400_000), { answers: false })
  read(`-----${' '.repeat(90_000)}x`)
  expect(performance.now() - started).toBeLessThan(4_000)
})
