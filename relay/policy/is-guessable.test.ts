import { createHash, randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { isGuessable } from './is-guessable.ts'

test.each([
  '',
  'a',
  'short',
  'aaaaaaaaaaaaaaaa',
  'a'.repeat(200),
  'ab'.repeat(32),
  '1234567890123456',
  '12345678901234567890123456789012',
  'abcdefghijklmnopqrstuvwxyz',
  'zyxwvutsrqponmlkjihgfedcba987654321',
  '0123456789abcdef0123456789abcdef',
  '0123456789abcdef',
  'passwordpassword',
  'Password12345678',
  'P@ssword-password-PASSWORD',
  'changemechangeme',
  'change-me-change-me-change-me',
  'secretsecretsecretsecret',
  'qwertyuiopasdfghjklzxcvbnm',
  'homing-secret-1234',
  'HUBSPOT-WEBHOOK-SECRET',
  '00000000-0000-0000-0000-000000000000',
  `whsec_${Buffer.from('secret').toString('base64')}`,
  'xyzxyzxyzxyzxyzxyzxyzxyzxyzxyzxyz',
])('%j is guessed', (secret) => {
  expect(isGuessable(secret)).toBe(true)
  expect(isGuessable(` ${secret}\n`)).toBe(true)
})

/** As if by chance, and the same in every run. */
const random = (turn: number, bytes: number) => createHash('sha512').update(`turn ${turn}`).digest().subarray(0, bytes)

test.each<[string, (turn: number) => string | Uint8Array]>([
  ['32 hex digits, as vendors make them', (turn) => random(turn, 16).toString('hex')],
  ['openssl rand -hex 32', (turn) => random(turn, 32).toString('hex')],
  ['openssl rand -base64 24', (turn) => random(turn, 24).toString('base64')],
  ['openssl rand -base64 12', (turn) => random(turn, 12).toString('base64url')],
  [
    'a UUID',
    (turn) =>
      random(turn, 16)
        .toString('hex')
        .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
  ],
  ['a signing secret of Standard Webhooks', (turn) => `whsec_${random(turn, 24).toString('base64')}`],
  ['a key of 32 bytes', (turn) => random(turn, 32)],
])('what was made at random never is: %s', (_, make) => {
  for (let turn = 0; turn < 300; turn += 1) expect(isGuessable(make(turn)), String(turn)).toBe(false)
})

test('bytes that were typed are no key', () => {
  for (const typed of [
    'password'.repeat(4),
    '0123456789abcdef'.repeat(2),
    '\0'.repeat(32),
    'homing homing homing homing homi',
  ])
    expect(isGuessable(Buffer.from(typed)), typed).toBe(true)
  expect(isGuessable(Buffer.from(Array.from({ length: 32 }, (_one, index) => index)))).toBe(true)
  expect(isGuessable(randomBytes(32))).toBe(false)
})

test('a sentence of one’s own is taken', () => {
  for (const own of [
    'correct horse battery staple',
    'the-kettle-sings-at-dawn-7',
    'Zu-Hause-steht-ein-gruenes-Fahrrad',
  ])
    expect(isGuessable(own)).toBe(false)
})
