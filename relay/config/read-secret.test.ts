import { describe, expect, test } from 'vitest'
import { ConfigError, readConfig } from './config.ts'
import { providers } from '../providers/providers.ts'
import { readLine } from '../providers/read-line.ts'

const key = Buffer.from(Array.from({ length: 32 }, (_, index) => index)).toString('base64')
const email = {
  id: 'email',
  label: 'Email',
  provider: 'email',
  channel: 'email',
  address: 'sales@company.example',
  settings: {
    smtp: { host: 'smtp.company.example', user: 'sales', password: 'password-of-the-mailbox' },
    imap: { host: 'imap.company.example', user: 'sales', password: 'password-of-the-mailbox' },
  },
}
const good: Record<string, string> = {
  PUBLIC_URL: 'https://relay.company.example/',
  HUBSPOT_PORTAL_ID: '4242',
  HUBSPOT_ACCESS_TOKEN: 'pat-na1-hunter2-hunter2',
  HUBSPOT_CLIENT_SECRET: 'hunter2-client-secret-of-the-app',
  HUBSPOT_CLIENT_SECRET_PREVIOUS: 'hunter2-client-secret-of-yesterday',
  HOMING_FUNCTION_SECRET: 'hunter2-function-secret-of-the-app',
  HOMING_FUNCTION_SECRET_PREVIOUS: 'hunter2-function-secret-of-yesterday',
  HOMING_OPERATOR_SECRET: 'hunter2-operator-secret',
  HOMING_OPERATOR_SECRET_PREVIOUS: 'hunter2-operator-secret-of-yesterday',
  HUBSPOT_OAUTH_CLIENT_ID: 'hunter2-client-id',
  HUBSPOT_OAUTH_CLIENT_SECRET: 'hunter2-client-secret-of-the-oauth-app',
  HUBSPOT_OAUTH_CLIENT_SECRET_PREVIOUS: 'hunter2-client-secret-of-the-oauth-app-before',
  HOMING_MASTER_KEY: key,
  LINES: JSON.stringify([email]),
}
const secrets = Object.keys(good).filter((name) => !['PUBLIC_URL', 'HUBSPOT_PORTAL_ID', 'LINES'].includes(name))
const publicUrl = 'https://relay.company.example'

function mistakesIn(env: Record<string, string>): string {
  try {
    readConfig({ ...good, ...env }, (line) => void readLine(line, '4242', publicUrl, providers))
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.message
  }
  return ''
}

test('what is right is taken, with blanks around it, too', () => {
  expect(mistakesIn({})).toBe('')
  for (const name of secrets) expect(mistakesIn({ [name]: ` ${good[name]}\r\n` }), name).toBe('')
})

describe.each(secrets)('%s', (name) => {
  test.each([
    ['"Bearer " before it', (secret: string) => `Bearer ${secret}`, '"Bearer"'],
    ['quotation marks', (secret: string) => `"${secret}"`, 'quotation marks'],
    ['other quotation marks', (secret: string) => `‘${secret}’`, 'quotation marks'],
    ['a width of zero behind it', (secret: string) => `${secret}\u200b`, 'U+200B'],
    ['a hard blank within', (secret: string) => `${secret.slice(0, 9)}\u00a0${secret.slice(9)}`, 'U+00A0'],
  ])('pasted with %s is refused in words that tell nothing of it', (_what, paste, words) => {
    const told = mistakesIn({ [name]: paste(good[name]!) })
    expect(told).toContain(`- ${name} `)
    expect(told).toContain(words)
    expect(told).not.toContain('hunter2')
    expect(told).not.toContain(key.slice(0, 12))
  })
})

test('an access token with a blank or a foreign letter in it is no token', () => {
  for (const token of ['pat-na1 hunter2', 'pat-na1-hünter2']) {
    expect(mistakesIn({ HUBSPOT_ACCESS_TOKEN: token })).toContain('- HUBSPOT_ACCESS_TOKEN ')
  }
})

test('so is a secret among the settings of a line', () => {
  const pasted = {
    ...email,
    settings: { ...email.settings, smtp: { ...email.settings.smtp, password: 'hunter2\u200b' } },
  }
  const told = mistakesIn({ LINES: JSON.stringify([pasted]) })
  expect(told).toContain('LINES, line "email"')
  expect(told).toContain('“smtp.password” holds a character that cannot be seen (U+200B)')
  expect(told).not.toContain('hunter2')
  const quoted = { ...email, settings: { ...email.settings, smtp: { ...email.settings.smtp, password: '"hunter2"' } } }
  expect(mistakesIn({ LINES: JSON.stringify([quoted]) })).toBe('')
})

test('a token that nothing fills is a mistake in the greeting and in every step of the ladder', () => {
  const template = { name: 'hello', language: 'en', parameters: ['{{ message }}', '{{message}}'] }
  const ladder = [
    { channel: 'email', subject: 'Hello {{ contact.firstname }}' },
    { channel: 'whatsapp', when: { failed: ['line'] }, template },
  ]
  const whatsapp = { ...email, id: 'whatsapp', provider: 'simulator', channel: 'whatsapp' }
  const told = mistakesIn({
    LINES: JSON.stringify([email, whatsapp]),
    ROUTING: JSON.stringify({ ladder, autoSend: { lineId: 'email', message: 'Hi [[ contact.firstname ]]' } }),
  })
  expect(told).toContain('ROUTING.ladder.0 says {{ contact.firstname }}, which nothing fills')
  expect(told).toContain('ROUTING.ladder.1 says {{message}}, which nothing fills')
  expect(told).toContain('ROUTING.autoSend.message says [[ contact.firstname ]], which nothing fills')
  expect(told.match(/nothing fills/g)).toHaveLength(3)
})
