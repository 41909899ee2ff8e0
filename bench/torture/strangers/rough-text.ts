import type { Rough } from './rough.ts'

/** What texts are made of that have cost somebody time: pieces that begin something and do not end it, by what reads them. */
const pieces: Record<string, readonly string[]> = {
  html: [
    ...[
      '<',
      '<i>',
      '</',
      '<a href="',
      '<!--',
      '<![CDATA[',
      '<style>',
      '<script>',
      '<head',
      '<b ',
      '>',
      '="',
      '<title>',
    ],
    ...[
      '<div><table><tr><td>',
      '<blockquote>',
      '<ul><li>',
      '<br>',
      '<img src="cid:',
      '<meta charset=',
      '<p style="',
      '</p',
    ],
  ],
  entities: ['&', '&#', '&#x', '&lt;', '&nbsp;', '&#0;', '&#x110000;', '&#55357;', '&amp;amp;', ';'],
  attributions: [
    ...['Den 1 skrev ', 'skrev ', 'On Mon, 2 Nov 2026 at 10:00, Jo <jo@customer.example> wrote:', 'wrote: ', 'On 1 '],
    ...[
      'Am 02.11.2026 um 10:00 schrieb Jo <jo@customer.example>:',
      'Le 02/11/2026 à 10:00, Jo a écrit :',
      'El 2 nov 2026 escribió:',
    ],
    ...[
      'Il giorno 2 nov ha scritto:',
      'Op ma 2 nov schreef Jo:',
      'W dniu 2.11 napisał(a):',
      'Em 2 de nov escreveu:',
      '2026年11月2日 10:00 写道：',
    ],
    ...[
      'в 10:00, Jo <jo@customer.example>:',
      'בתאריך 2.11 כתב:',
      'كتب:',
      '-- Jo 10:00 --',
      'Στις 2 Νοε έγραψε:',
      '님이 작성:',
    ],
  ],
  blocks: [
    ...[
      'From: ',
      'From: Jo <jo@customer.example>',
      'Sent: Monday, 2 November 2026 10:00',
      'To: ',
      'Subject: ',
      'Von:',
      '差出人:',
    ],
    ...[
      '-----Original Message-----',
      '----- ',
      '----a',
      '________',
      '-----Ursprüngliche Nachricht-----',
      '--- Jo ---',
      '-',
    ],
  ],
  quotes: ['>', '> ', '> >', '>\n\n', '\n>', '    ', '\t', '| ', '> a\n'],
  blanks: [' ', '\t', '\n', '\r', '\r\n', '\u00a0', '\u3000', '\u2028', '\u200b', '\u00ad', '  \n', '\f', '\v'],
  addresses: [
    '@',
    'a@',
    'a@b',
    'a.',
    'a@b.c ',
    '"',
    '<a@b.c>',
    'mailto:',
    'a"@',
    'aaaaaaaaaaaaaaaa',
    '.@.',
    '+',
    '%40',
    'é@ü.',
  ],
  links: ['http://', 'https://a.', 'www.', 'a.b/', '?a=', '#', '://', 'http://a@', 'ftp:', '[a](', 'javascript:'],
  numbers: [
    '1',
    '12345678 ',
    '+1 ',
    '+49',
    '1.1.26 ',
    '10:',
    '4.2.',
    '5.1.1 ',
    '550 ',
    '00',
    '(0)',
    '9'.repeat(40),
    '1e999',
  ],
  brackets: ['[', '(', '{', ']', ')', '}', '\\', '[cid:', '{{', '${', '((', '[[', '{"a":', '/*', '%', '%41', '%u'],
  marks: [
    '“',
    '”',
    '"',
    '„',
    '«',
    '‘',
    "'",
    '`',
    '…',
    '...',
    '*',
    '_',
    '~{',
    '~}',
    'Loved “',
    'Reacted 👍 to “',
    'Gefällt „',
  ],
  letters: [
    'e\u0301',
    '\u0301',
    '\ufdfa',
    '👩‍👩‍👧',
    '🇩🇪',
    '\u202e',
    '\u2066',
    '\ud83d',
    '\udc00',
    '\0',
    '\ufeff',
    '\u{e0041}',
    '\u0007',
    'İ',
    'ß',
  ],
  words: [
    'STOP ',
    'stop',
    'ab',
    'unsubscribe ',
    'could not be delivered ',
    'mailbox ',
    'not ',
    'permanent ',
    'recipient ',
    '__proto__',
    'sender ',
  ],
  encodings: [
    '=?utf-8?B?',
    '=?utf-8?Q?=',
    '=?=',
    '=',
    '=3D',
    '=\n',
    '\x1b$B',
    '\x1b$)C',
    '\x0e',
    '\x0f',
    '+ADw-',
    'data:;base64,',
    'QUFB',
  ],
  folded: [
    'BEGIN:VCARD\n',
    'END:VCARD\n',
    'TEL;',
    ':',
    ';',
    ',',
    'X-A: ',
    '\n ',
    '\n\t',
    'Message-ID: <',
    'Status: ',
    'Action: ',
    'a=',
    "='",
  ],
}

/** Where what was begun is never ended, or is ended once. */
const ends = ['', '', '\n', 'x', '>', '@', ':', '"', '\0', '!', ' \u2603', '\n\n', '.', '”']

/** A text of about so many characters: a few pieces over and over, of one kind or of several. */
export function roughText(rough: Rough, size: number, kinds: readonly string[] = Object.keys(pieces)): string {
  const some = () => rough.pick(pieces[rough.pick(kinds)] ?? ['a'])
  const unit = Array.from({ length: 1 + rough.below(3) }, some).join(rough.pick(['', '', '', ' ', '\n', 'a']))
  const before = rough.chance(0.5) ? some() : ''
  const between = rough.chance(0.2) ? some() : ''
  const times = Math.max(1, Math.floor(size / Math.max(1, unit.length)))
  const half = rough.chance(0.3) ? Math.floor(times / 2) : times
  return before + unit.repeat(half) + between + unit.repeat(times - half) + rough.pick(ends)
}

/** Most are short, as texts are; a few are as long as a door takes. */
export function roughSize(rough: Rough, longest: number): number {
  const share = rough.below(100)
  const most = share < 55 ? 3_000 : share < 85 ? 20_000 : share < 97 ? 80_000 : longest
  return 1 + rough.below(Math.min(most, longest))
}
