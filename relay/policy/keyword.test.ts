import { describe, expect, test } from 'vitest'
import { keywords } from './keywords.ts'
import { readKeyword } from './keyword.ts'

describe('opts out, as a whole message and nothing else (K)', () => {
  test.each([
    ...['STOP', ' stop ', 'Stop.', 'STOP!!', 'stop\n', 'STOP STOP', 'stop all', 'STOPALL'],
    ...['opt out', 'opt-out', 'OPTOUT', 'revoke', 'UNSUB', 'TD', 'REMOVE', 'UNSUBSCRIBE'],
    ...['ARRÊT', 'arret', 'ARRE\u0302T', 'BAJA', 'sair', 'стоп', 'إيقاف'],
    ...['CANCEL', 'END', 'QUIT'],
  ])('%j', (body) => expect(readKeyword(body, 'sms')).toBe('opted_out'))
})

describe('whatever marks stand around and within it, its letters count', () => {
  test.each([
    ...[
      'STOP\u200b',
      '\u200eStop',
      '\u202bSTOP\u202c',
      '\u2066stop\u2069',
      'ST\u00adOP',
      '\ufeffSTOP',
      'S\u2060T\u2060O\u2060P',
    ],
    ...['\u3164STOP', 'STOP\ufe0f', 'STOP\u00a0', 'STOP\u3000', '\ufffcSTOP'],
    ...[
      '(STOP)',
      '[stop]',
      '{STOP}',
      '<STOP>',
      'STOP;',
      '«STOP»',
      '»stop«',
      '‹Stop›',
      '„Stop“',
      '「STOP」',
      '*stop*',
      '_stop_',
      '~STOP~',
    ],
    ...[
      'Stop…',
      'STOP。',
      'STOP،',
      'STOP؛',
      'STOP।',
      '¡STOP!',
      'stop -',
      '- STOP',
      '#stop',
      'STOP 🛑',
      '🙏 stop',
      'STOP :(',
    ],
    ...[
      'ＳＴＯＰ',
      '𝐒𝐓𝐎𝐏',
      'ⓈⓉⓄⓅ',
      'S T O P',
      'S.T.O.P.',
      'stop\nstop\nstop',
      'Stop, stop, STOP!',
      'Un-subscribe',
      'QUİT',
    ],
    ...['إيقـــاف', 'ايقاف', 'إِيقَاف', 'הַפְסֵק', 'не  писать', 'Désabonner', 'DE\u0301SABONNER', 'rezygnuję', 'REZYGNUJE'],
    ...['Arrêt', 'ALTO', '¡Alto!', 'STOPP', 'СТОП!'],
  ])('%j', (body) => expect(readKeyword(body, 'sms')).toBe('opted_out'))
})

describe('opts in (I)', () => {
  test.each(['START', 'start', 'UNSTOP', ' subscribe! ', 'ABONNER', 'Inicio', '\u200bSTART'])('%j', (body) =>
    expect(readKeyword(body, 'sms')).toBe('opted_in'),
  )
})

describe('says nothing of consent (N)', () => {
  test.each([
    ...[
      'cancel my appointment',
      'the end',
      'quit smoking tips?',
      'Stop by at noon',
      'non-stop',
      'unstoppable',
      'Start now',
    ],
    ...['We have got to STOP this terrible bill', 'Stop joking around'],
    ...[
      'salir temprano',
      'baja temporada',
      'exit 5',
      'stop?',
      'STOP??',
      '¿Stop?',
      'STOP？',
      'إيقاف؟',
      'start?',
      'Cancel?!',
    ],
    ...[
      'YES',
      'yes',
      'OK',
      'go',
      'join',
      'résumé',
      'NO',
      '',
      ' ',
      '\u200b',
      '👍',
      '...',
      'stop1',
      'endstop',
      'stop and go',
    ],
    // Help is no opt-out either.
    ...['HELP', 'INFO', 'AIDE'],
  ])('%j', (body) => expect(readKeyword(body, 'sms')).toBeNull())
})

describe('asks to stop in its own words, which is no keyword (F)', () => {
  test.each([
    ...['Stop. Thank you', 'stop please', 'please stop', 'Stop it!', 'Stpo', 'Please stopppp', 'CANCIL', '🛑'],
    ...['Please remove me. I have already asked once.', 'take me off the list', 'leave me alone'],
    ...['no más', 'Deja de enviarme mensajes', 'bitte keine Nachrichten mehr'],
    ...['wrong number', 'I believe you have the wrong person', 'Can you stop texting me and email me instead'],
  ])('%j', (body) => expect(readKeyword(body, 'sms')).toBeNull())
})

describe('in a mail, a word that may answer something else is put before a person', () => {
  test.each([
    'Cancel',
    'END',
    'quit.',
    'Fin',
    'Ende',
    'CANCELAR',
    'sair',
    'Annulla',
    'avslutt',
    'revoke',
    'Remove',
    'TD',
  ])('%j', (body) => {
    expect(readKeyword(body, 'email')).toBe('ask')
    for (const channel of ['sms', 'imessage', 'whatsapp'] as const) expect(readKeyword(body, channel)).toBe('opted_out')
  })
  test.each(['STOP', 'Unsubscribe', 'opt out', 'ARRÊT', 'Abmelden', 'отписаться'])(
    '%j is believed there, too',
    (body) => expect(readKeyword(body, 'email')).toBe('opted_out'),
  )
  test('and START lifts an opt-out there as everywhere', () => expect(readKeyword('START', 'email')).toBe('opted_in'))
})

test('no word says two things, and each is known as its source writes it, in capitals, and twice', () => {
  const mistakes = keywords.flatMap(({ says, words }) =>
    words.flatMap((word) =>
      [word, word.toUpperCase(), `${word} ${word}`].filter((body) => readKeyword(body, 'sms') !== says),
    ),
  )
  expect(mistakes).toEqual([])
  const inMail = keywords.flatMap(({ says, askInMail, words }) =>
    words.filter((word) => readKeyword(word, 'email') !== (askInMail ? 'ask' : says)),
  )
  expect(inMail).toEqual([])
})

test('a long text costs nothing', () => {
  expect(readKeyword('ab'.repeat(1_000_000), 'sms')).toBeNull()
})
