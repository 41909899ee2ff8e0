import { Type } from 'typebox'
import { expect, test } from 'vitest'
import { earlierLines } from './earlier-lines.ts'
import { joinSecrets } from './join-secrets.ts'
import type { LineOfProvider } from './lines.ts'
import { splitSecrets } from './split-secrets.ts'

const secret = Type.Optional(Type.String({ secret: true }))
const schema = Type.Object({
  url: Type.String(),
  token: secret,
  smtp: Type.Optional(Type.Object({ host: Type.String(), password: secret })),
})
const given = { url: 'https://a.example', token: 'canary-1', smtp: { host: 'mx', password: 'canary-2' } }

test('what is parted is found by its place, and what was given stays as it was', () => {
  const before = structuredClone(given)
  const { open, secrets } = splitSecrets(schema, given)
  expect(open).toEqual({ url: 'https://a.example', smtp: { host: 'mx' } })
  expect(Object.fromEntries(secrets)).toEqual({ token: 'canary-1', 'smtp.password': 'canary-2' })
  expect(given).toEqual(before)
})

test('a secret of a wrong kind is a secret still', () => {
  const odd = splitSecrets(schema, { token: { text: 'canary-1' }, smtp: { host: 'mx', password: 4711 } })
  expect(odd.open).toEqual({ smtp: { host: 'mx' } })
  expect(Object.fromEntries(odd.secrets)).toEqual({ token: { text: 'canary-1' }, 'smtp.password': 4711 })
})

test('one that is left out is none, and null takes one away', () => {
  const { secrets } = splitSecrets(schema, { url: 'https://a.example', token: null, smtp: { host: 'mx' } })
  expect([...secrets]).toEqual([['token', null]])
  const kept = new Map([
    ['token', 'old'],
    ['smtp.password', 'old'],
  ])
  expect(joinSecrets(schema, { smtp: { host: 'mx' } }, new Map([...kept, ...secrets]))).toEqual({
    smtp: { host: 'mx', password: 'old' },
  })
})

test('a secret goes with the object that it was in, and is put nowhere else', () => {
  const secrets = new Map([
    ['smtp.password', 'canary'],
    ['gone.token', 'canary'],
    ['__proto__.token', 'canary'],
  ])
  for (const open of [{}, { smtp: null }, { smtp: 'mx' }, { smtp: ['mx'] }]) {
    expect(joinSecrets(schema, open, secrets)).toEqual(open)
  }
  expect(Object.keys(Object.prototype)).toEqual([])
})

test('what the description does not know is left for whoever checks it', () => {
  const odd = JSON.parse('{"__proto__":{"token":"x"},"constructor":1,"smtp":"smtp://me:pw@mx"}') as Record<
    string,
    unknown
  >
  const { open, secrets } = splitSecrets(schema, odd)
  expect(Object.keys(open)).toEqual(['__proto__', 'constructor', 'smtp'])
  expect(secrets.size).toBe(0)
})

test('a line as it was before differs in one secret, each', () => {
  const carrier = { line: { id: 'a', settings: given }, provider: { settings: schema } } as unknown as LineOfProvider
  const since = new Date()
  const before = earlierLines(carrier, [
    { place: 'token', secret: 'older', since, newestSince: since },
    { place: 'smtp.password', secret: 'former', since, newestSince: since },
  ])
  expect(before.map(({ line }) => line.settings)).toEqual([
    { ...given, token: 'older' },
    { ...given, smtp: { host: 'mx', password: 'former' } },
  ])
})
