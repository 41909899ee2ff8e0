import { describe, expect, test } from 'vitest'
import { providers } from '../providers/providers.ts'
import { readSettingsFile } from './read-settings-file.ts'
import { tellMistakes } from './tell-mistakes.ts'

const read = (text: string, account: string | null = '4242') => readSettingsFile(text, { account, providers })

/** Mistakes as they are told, without the file's name. */
function mistakesIn(text: string, account?: string): string[] {
  return tellMistakes('file', read(text, account).mistakes).map((one) => one.replace(/^file(, )?/, ''))
}

const line = `
  - id: sales-sms
    label: Sales SMS
    provider: twilio
    channel: sms
    address: +14155550101
    settings:
      accountSid: AC00000000000000000000000000000000
      authToken: { fromEnv: TWILIO_TOKEN }`

test('YAML and JSON say the same', () => {
  const yaml = read(`# ours\naccount: 4242\nlines:${line}\nrouting:\n  ladder: [{ channel: sms }]\npause: null\n`)
  expect(yaml.mistakes).toEqual([])
  const { account, sections } = yaml.file!
  expect({ account, sections }).toEqual({
    account: '4242',
    sections: {
      lines: [
        {
          id: 'sales-sms',
          label: 'Sales SMS',
          provider: 'twilio',
          channel: 'sms',
          address: '+14155550101',
          settings: { accountSid: 'AC00000000000000000000000000000000', authToken: { fromEnv: 'TWILIO_TOKEN' } },
        },
      ],
      routing: { ladder: [{ channel: 'sms' }] },
      pause: null,
    },
  })
  const json = read(JSON.stringify({ $schema: 'https://x.example/y', account, ...sections }, null, '\t'))
  expect(json.mistakes).toEqual([])
  expect(json.file).toMatchObject({ account, sections })
})

test('what YAML would make a number of is the text it was meant to be', () => {
  const { file, mistakes } = read(
    `routing: { owners: { 118273645: [001] } }\naccess: { admins: { users: [91001] } }\nautoSend: { message: 4, delayMinutes: 5 }\nlines:
      - { id: 1, provider: whatsapp, address: 0049151, settings: { phoneNumberId: 106540352242922, verifyToken: 12345678901234567890 } }`,
  )
  expect(mistakes).toEqual([])
  expect(file?.sections).toEqual({
    routing: { owners: { '118273645': ['001'] } },
    access: { admins: { users: ['91001'] } },
    autoSend: { message: '4', delayMinutes: 5 },
    lines: [
      {
        id: '1',
        provider: 'whatsapp',
        address: '0049151',
        settings: { phoneNumberId: '106540352242922', verifyToken: '12345678901234567890' },
      },
    ],
  })
})

describe('is refused with everything that is wrong, and where', () => {
  test.each([
    [
      'a name that is near to a section',
      'line: []\nautosend: {}',
      [
        'line 1, column 1: line is not known; did you mean lines?',
        'line 2, column 1: autosend is not known; did you mean autoSend?',
      ],
    ],
    [
      'one that is near to none',
      'colours: []',
      [
        expect.stringMatching(
          /^line 1, column 1: colours is not known; there are lines, routing, .*account, version\.$/,
        ),
      ],
    ],
    [
      'what stands elsewhere now',
      'portalId: 1\nrouting:\n  pause: {}\n  autoSend: {}\n  attachmentHosts: []',
      [
        'line 1, column 1: portalId is not known: the account stands at the top, as account.',
        'line 3, column 3: routing.pause stands beside routing, not in it.',
        'line 4, column 3: routing.autoSend stands beside routing, not in it.',
        expect.stringContaining('line 5, column 3: routing.attachmentHosts is not an account’s to say'),
      ],
    ],
    [
      'another account',
      'pause: null\naccount: 77',
      ['line 2, column 1: account is 77, but these are to be the settings of 4242.'],
    ],
    ['two accounts', 'account: [4242, 77]', ['line 1, column 1: account must be one account: make a file for each.']],
    [
      'lines of two accounts',
      'lines:\n  - { id: a, portalId: 4242 }\n  - { id: b, portalId: "77" }',
      [
        'line 2, column 14: lines.0.portalId is not known: the account stands at the top, as account.',
        'line 3, column 14: lines.1.portalId is 77: a file holds the settings of one account, and this one is of 4242.',
      ],
    ],
    [
      'an account that is none',
      'account: mine',
      ['line 1, column 1: account must be the id of a HubSpot account, which is digits.'],
    ],
    ['a list, as LINES is', '[]', [': This is a list; lines stand under the name lines.']],
    ['nothing', '# nothing\n', [': There are no settings in here: a file names sections, such as lines and routing.']],
    ['a member twice', 'pause: null\nlines: []\npause: null', ['line 3, column 1: This member stands twice.']],
    [
      'a tab',
      'pause:\n\tpercent: 1',
      [expect.stringMatching(/^line 2, column 1: Indentation must be blanks here, no tab\./)],
    ],
    [
      'two documents',
      'pause: null\n---\npause: null\n',
      [expect.stringContaining('line 2, column 1: Here begins a second document')],
    ],
    [
      'no end',
      '{ "pause": { "percent": 50 }',
      [expect.stringMatching(/^line 1, column 29: Something is missing here/)],
    ],
    ['a tag', 'pause: !secret x', [expect.stringContaining('This tag is not known')]],
    [
      'aliases without end',
      `a: &a [1,1,1,1,1,1,1,1,1,1]\n${[...'bcdefg'].map((one, i) => `${one}: &${one} [${Array(10).fill(`*${'abcdef'[i]}`).join()}]`).join('\n')}`,
      [expect.stringContaining('This is nested more deeply')],
    ],
    ['an alias of what it stands in', 'lines: &a [*a]', [expect.stringContaining('This is nested more deeply')]],
    ['members without end', 'a: b\n'.repeat(200_000), [expect.stringContaining('This is nested more deeply')]],
    ['names without end', '&a a: *a\n'.repeat(20_000), [expect.stringContaining('This is nested more deeply')]],
    ['brackets of two kinds', '[{'.repeat(200), [expect.stringContaining('This is nested more deeply')]],
    ['members that are members', '? '.repeat(2_000), [expect.stringContaining('This is nested more deeply')]],
    ['depth without end', `pause: ${'['.repeat(50_000)}`, [expect.stringMatching(/nested more deeply/)]],
    [
      '10 MB',
      JSON.stringify({ pause: 'x'.repeat(10_000_000) }),
      [': The file has 10.0 MB, and settings have 1 MB at most.'],
    ],
  ])('%s', (_what, text, mistakes) => {
    expect(mistakesIn(text)).toEqual(mistakes)
  })

  test('without ever repeating what stands there, which may be a secret', () => {
    for (const text of [
      'a: "hush-hush',
      'a: hush-hush: b',
      '- hush-hush\nb: *hush-hush',
      '{"a": hush-hush"}',
      '!hush-hush x',
    ]) {
      expect(mistakesIn(text).join()).not.toContain('hush-hush')
      expect(mistakesIn(text)).not.toEqual([])
    }
  })
})

test('a member is found in the file by its path, or else what would hold it', () => {
  const { file } = read(`lines:${line}\n`)
  expect(file?.placeOf('lines.0.settings.authToken')).toEqual({ line: 9, column: 7 })
  expect(file?.placeOf('lines.0.settings.messagingServiceSid')).toEqual({ line: 7, column: 5 })
  expect(file?.placeOf('lines.0')).toEqual({ line: 2, column: 5 })
  expect(file?.placeOf('lines.7.label')).toEqual({ line: 1, column: 1 })
  expect(file?.placeOf('')).toEqual({ line: 1, column: 1 })
})
