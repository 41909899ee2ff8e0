import { expect, test } from 'vitest'
import { allowedHosts } from '../reach/allowed-hosts.ts'
import { createReaches } from '../reach/create-reaches.ts'
import { addressMistakes } from './address-mistakes.ts'
import { privateHosts } from './private-hosts.ts'
import { providers } from './providers.ts'

/** A company's own name server, which answers for its own machines, and does not answer for `slow.example`. */
const lookup = (host: string) => {
  if (host === 'slow.example') return new Promise<never>(() => undefined)
  if (host === 'gone.example') return Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }))
  return Promise.resolve([{ address: host.endsWith('.company.example') ? '10.0.0.7' : '93.184.216.34', family: 4 }])
}
const reaches = createReaches({ allowed: allowedHosts([]), lookup })
const email = (smtp: object, imap: object) => ({ smtp, imap: { user: 'sales', password: 'secret', ...imap } })

test('every place that is refused is told with the field that names it, all at once', async () => {
  const settings = email({ host: 'localhost' }, { host: 'imap.company.example', port: 1993 })
  expect(await addressMistakes(providers.get('email')!, settings, reaches([]))).toEqual([
    {
      path: 'smtp.host',
      words: 'is in a private network. Whoever runs the relay can allow it with ALLOWED_HOSTS=localhost:587',
    },
    {
      path: 'imap.host',
      words:
        'is in a private network. Whoever runs the relay can allow it with ALLOWED_HOSTS=imap.company.example:1993',
    },
  ])
})

test.each([
  ['is no address', 'http://[::1'],
  ['holds a user name or password', 'https://anna:secret@mac.vendor.example'],
  ['has another port than http is spoken at', 'http://mac.vendor.example:25'],
  ['ALLOWED_HOSTS=192.168.1.20:1234', 'http://192.168.1.20:1234'],
])('%s: %s', async (words, url) => {
  const mistakes = await addressMistakes(providers.get('bluebubbles')!, { url }, reaches([]))
  expect(mistakes).toEqual([{ path: 'url', words: expect.stringContaining(words) }])
})

test('what is public, allowed, or looked up by nobody is let pass', async () => {
  for (const url of [
    'https://mac.vendor.example',
    'https://nas:5000',
    'https://gone.example',
    'https://slow.example',
  ]) {
    const mistakes = await addressMistakes(providers.get('bluebubbles')!, { url }, reaches(['nas:5000']), 50)
    expect(mistakes).toEqual([])
  }
})

test('what lines named that nobody else may reach is found, each once, and not what is everybody’s', async () => {
  const line = (provider: string, settings: object) => ({ provider: providers.get(provider)!, settings })
  const hosts = await privateHosts(
    [
      line('bluebubbles', { url: 'http://192.168.1.20:1234/' }),
      line('bluebubbles', { url: 'http://192.168.1.20:1234' }),
      line('kannel', { url: 'http://sms.company.example/cgi-bin/sendsms' }),
      line('email', email({ host: 'slow.example', port: 465 }, { host: 'imap.vendor.example' })),
      line('linq', { apiToken: 'token' }),
      line('twilio', { apiUrl: 'https://gone.example' }),
    ],
    reaches([]),
    50,
  )
  expect(hosts.toSorted()).toEqual(['192.168.1.20:1234', 'gone.example', 'slow.example:465', 'sms.company.example'])
})
