import { expect, test } from 'vitest'
import { withoutQuoted } from './quoted.ts'

const old = '> Hello Maria,\n> it is on its way.'

test.each<[string, string]>([
  ['Gmail', `On Mon, Sep 14, 2026 at 10:00 AM Acme Sales <sales@company.example> wrote:\n\n${old}`],
  [
    'Gmail, wrapped',
    `On Mon, Sep 14, 2026 at 10:00 AM Acme Sales with a long name\n<sales@company.example> wrote:\n\n${old}`,
  ],
  ['Gmail, German', `Am Mo., 14. Sept. 2026 um 10:00 Uhr schrieb Acme Sales <\nsales@company.example>:\n\n${old}`],
  ['Gmail, French', `Le lun. 14 sept. 2026 à 10:00, Acme Sales <sales@company.example> a\nécrit :\n\n${old}`],
  ['Gmail, Spanish', `El lun, 14 sept 2026 a las 10:00, Acme (<sales@company.example>) escribió:\n\n${old}`],
  ['Apple Mail', `> On 14. Sep 2026, at 10:00, Acme Sales <sales@company.example> wrote:\n> \n${old}`],
  ['Apple Mail, top', `On 14 Sep 2026, at 10:00, Acme Sales <sales@company.example> wrote:\n\n${old}`],
  ['Apple Mail, German', `Am 14.09.2026 um 10:00 schrieb Acme Sales <sales@company.example>:\n\n${old}`],
  ['Thunderbird', `Acme Sales <sales@company.example> wrote:\n${old}`],
  [
    'Outlook',
    '________________________________\nFrom: Acme Sales <sales@company.example>\nSent: Monday, September 14, 2026 10:00\nTo: Maria\nSubject: Your order\n\nHello Maria,\nit is on its way.',
  ],
  [
    'Outlook without a rule',
    'From: Acme Sales <sales@company.example>\nSent: Monday, September 14, 2026 10:00 AM\nTo: Maria\nSubject: Your order\n\nHello Maria,',
  ],
  [
    'Outlook, German',
    'Von: Acme Sales <sales@company.example>\nGesendet: Montag, 14. September 2026 10:00\nAn: Maria\nBetreff: Ihre Bestellung\n\nHallo Maria,',
  ],
  [
    'Outlook, French',
    'De : Acme Sales <sales@company.example>\nEnvoyé : lundi 14 septembre 2026 10:00\nÀ : Maria\nObjet : Votre commande\n\nBonjour Maria,',
  ],
  ['Outlook 2003', '-----Original Message-----\nFrom: Acme\n\nHello Maria,'],
  ['Outlook 2003, German', '-----Ursprüngliche Nachricht-----\nVon: Acme\n\nHallo Maria,'],
  ['bare quotes', old],
])('what %s puts below an answer is taken away', (_client, quoted) => {
  const answer = 'Thank you!\n\nOne question: is it blue?\n\nMaria'
  expect(withoutQuoted(`${answer}\n\n${quoted}\n`)).toBe(answer)
  expect(withoutQuoted(`${answer}\r\n\r\n${quoted.replaceAll('\n', '\r\n')}\r\n`)).toBe(answer)
})

test('answers between and below the quoted lines are kept', () => {
  const text = `On Mon, Sep 14, 2026 at 10:00 AM Acme <sales@company.example> wrote:\n> Blue or red?\nBlue.\n> Large?\nYes.`
  expect(withoutQuoted(text)).toBe('Blue.\nYes.')
})

test('a text that only looks a little like a quotation stays whole', () => {
  const text = 'On Monday I wrote:\nnothing.\nFrom: now on I will.\nThe sum is 5 > 3.'
  expect(withoutQuoted(text)).toBe(text)
})

test('when all of it is quoted, all of it is kept', () => {
  expect(withoutQuoted(old)).toBe(old)
  expect(withoutQuoted('')).toBe('')
})

test('a hostile text costs no time', () => {
  const started = performance.now()
  withoutQuoted(`On ${'a@a '.repeat(20_000)}`)
  withoutQuoted('<'.repeat(50_000) + 'a@a'.repeat(20_000))
  withoutQuoted('On x <\n'.repeat(20_000))
  expect(performance.now() - started).toBeLessThan(2_000)
})
