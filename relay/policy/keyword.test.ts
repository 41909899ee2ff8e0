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

describe('in a mail, what is proved to be a signature is no part of it', () => {
  test.each([
    ...['STOP\n\n-- \nAda Lovelace\nEngine Ltd.', 'Stop\n--\nAda? Call me!', 'unsubscribe\r\n\r\n--\r\nSTART'],
    ...[
      'STOP\n\nSent from my iPhone',
      'stop\n\nGet Outlook for iOS<https://aka.ms/o0ukef>',
      'STOP\nSent from Yahoo Mail on Android',
    ],
    ...[
      'STOP\n\nSent with Proton Mail secure email.',
      'Stop\n\n________\nSent from my Galaxy',
      'STOP\n\nSent via BlackBerry',
    ],
    ...['Abmelden\n\nVon meinem iPhone gesendet', 'ARRET\n\nEnvoyé de mon iPhone', 'ALTO\n\nEnviado desde mi iPhone'],
    ...['STOP\n\nInviato da iPhone', 'STOP\n\nVerstuurd vanaf mijn iPhone', 'STOPP\n\nSkickat från min iPhone'],
    ...[
      'STOP\n\nSendt fra min iPhone',
      'STOP\n\nLähetetty iPhonesta',
      'STOP\n\nWysłane z iPhone’a',
      'СТОП\n\nОтправлено с iPhone',
    ],
    ...[
      'STOP\n\niPhoneから送信',
      'STOP\n\n发自我的iPhone',
      'STOP\n\n나의 iPhone에서 보냄',
      'STOP\n\niPhone’umdan gönderildi',
    ],
    ...[
      'STOP\n\nEnviado do meu iPhone',
      'STOP\n\nנשלח מה-iPhone שלי',
      'STOP\n\nأرسلت من الـ iPhone',
      'STOP\n\nOdesláno z iPhonu',
    ],
    'STOP\n\nGesendet mit der GMX Mail App\n\n-- \nAda',
  ])('%j', (body) => expect(readKeyword(body, 'email')).toBe('opted_out'))
  test('START is read so, too', () => expect(readKeyword('START\n\nSent from my iPhone', 'email')).toBe('opted_in'))
  test.each([
    ...['STOP\n\nAda Lovelace', 'Stop\nAda', 'unsubscribe\n\nAda Lovelace\n+1 202 555 0143\nwww.engine.example?x=1'],
    ...[
      'STOP\n\nKind regards,\nAda\n\nSent from my iPhone',
      'Cancel\n\nAda',
      'Cancel\n\n-- \nAda',
      'Stop.\n\nThank you',
    ],
  ])('%j is put before a person', (body) => expect(readKeyword(body, 'email')).toBe('ask'))
  test.each([
    ...[
      'Please stop\n\nSent from my iPhone',
      'START\n\nAda',
      'Stop?\n\nAda',
      'Stop?\n\n-- \nAda',
      '\n-- \nSTOP',
      'Hello\nSTOP',
    ],
    ...['Stop by at noon\n\n-- \nAda', 'Sent from my iPhone', '-- STOP by noon'],
  ])('%j says nothing', (body) => expect(readKeyword(body, 'email')).toBeNull())
  test('nothing is a signature in a text', () => expect(readKeyword('STOP\n\nSent from my iPhone', 'sms')).toBeNull())
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
