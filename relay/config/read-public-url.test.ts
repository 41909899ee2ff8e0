import { expect, test } from 'vitest'
import { readPublicUrl } from './read-public-url.ts'

function read(PUBLIC_URL: string): { url: string; mistakes: string[] } {
  const mistakes: string[] = []
  return { url: readPublicUrl({ PUBLIC_URL }, mistakes), mistakes }
}

test.each([
  ['https://relay.company.example/', 'https://relay.company.example'],
  ['https://relay.company.example:8443', 'https://relay.company.example:8443'],
  ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ['http://localhost:8080/', 'http://localhost:8080'],
  ['http://[::1]:8080', 'http://[::1]:8080'],
  ['HTTPS://Relay.Company.Example:443', 'https://relay.company.example'],
  ['https:\\\\relay.company.example', 'https://relay.company.example'],
  ['https://bücher.example', 'https://xn--bcher-kva.example'],
  ['http://127.1', 'http://127.0.0.1'],
])('%s is used as the origin that whoever calls it spells', (given, url) => {
  expect(read(given)).toEqual({ url, mistakes: [] })
})

test.each([
  ['relay.company.example', 'must be an https origin'],
  ['ftp://relay.company.example', 'must be an https origin'],
  ['http://relay.company.example', 'must begin with https://'],
  ['http://127.0.0.1.company.example', 'must begin with https://'],
  ['http://x/y', 'with nothing behind it'],
  ['https://relay.company.example/homing', 'with nothing behind it, but is "https://relay.company.example/…"'],
  ['https://relay.company.example?a=b', 'with nothing behind it'],
  ['https://user:secret@relay.company.example', 'with nothing behind it, but is "https://relay.company.example/…"'],
])('PUBLIC_URL=%s is a mistake that says what is wanted', (given, words) => {
  const { mistakes } = read(given)
  expect(mistakes).toEqual([expect.stringContaining(words)])
  expect(mistakes[0]).not.toContain('secret')
})

test('without it a relay with a database of its own is reached from its machine, and any other is refused', () => {
  const read = (env: Record<string, string>, mistakes: string[] = []) => ({
    url: readPublicUrl(env, mistakes),
    mistakes,
  })
  expect(read({ PORT: '9000' })).toEqual({ url: 'http://127.0.0.1:9000', mistakes: [] })
  expect(read({ DATABASE_URL: 'postgresql://db.company.example/homing' })).toEqual({
    url: '',
    mistakes: [expect.stringContaining('PUBLIC_URL is missing')],
  })
})
