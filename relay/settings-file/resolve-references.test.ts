import { expect, test } from 'vitest'
import { providers } from '../providers/providers.ts'
import { resolveReferences } from './resolve-references.ts'

const around = {
  env: (name: string) => ({ TOKEN: 'token-of-the-line', EMPTY: '', HOMING_MASTER_KEY: 'never' })[name] ?? null,
  file: (path: string) => (path === 'secrets/password' ? 'a password \n' : null),
  isOwn: (path: string) => path === 'master.key',
}
const of = (settings: unknown, provider = 'email') =>
  resolveReferences([{ id: 'mail', provider, settings }], providers, around)

test('secrets are put where references to them stand, whatever their depth', () => {
  const settings = {
    smtp: { host: 'smtp.example', password: { fromEnv: 'TOKEN' } },
    imap: { user: 'sales', password: { fromFile: 'secrets/password' } },
    fromName: 'Sales',
  }
  expect(of(settings)).toEqual({
    mistakes: [],
    missing: [],
    lines: [
      {
        id: 'mail',
        provider: 'email',
        settings: {
          smtp: { host: 'smtp.example', password: 'token-of-the-line' },
          imap: { user: 'sales', password: 'a password ' },
          fromName: 'Sales',
        },
      },
    ],
  })
})

test('one that leads to nothing is left out, and told with its place', () => {
  const { lines, missing, mistakes } = of({
    smtp: { password: { fromEnv: 'NOBODYS' } },
    imap: { password: { fromFile: 'nowhere' } },
  })
  expect(lines).toEqual([{ id: 'mail', provider: 'email', settings: { smtp: {}, imap: {} } }])
  expect(mistakes).toEqual([])
  expect(missing).toEqual([
    {
      ...{ line: 'mail', path: 'lines.0.settings.smtp.password', place: 'smtp.password' },
      words: 'is given by NOBODYS, which is not set in the environment',
    },
    {
      ...{ line: 'mail', path: 'lines.0.settings.imap.password', place: 'imap.password' },
      words: 'is given by nowhere, which is no file that can be read here',
    },
  ])
  expect(of({ smtp: { password: { fromEnv: 'EMPTY' } } }).missing[0]?.words).toBe('is given by EMPTY, which is empty')
})

test.each([
  ['where no secret is', { fromName: { fromEnv: 'TOKEN' } }, 'is no secret'],
  ['to what is the relay’s own', { smtp: { password: { fromEnv: 'HOMING_MASTER_KEY' } } }, 'is the relay’s own'],
  ['to a file of the relay’s own', { smtp: { password: { fromFile: 'master.key' } } }, 'is the relay’s own'],
  ['in two ways', { smtp: { password: { fromEnv: 'TOKEN', fromFile: 'x' } } }, 'must be either'],
  ['to a name that none can have', { smtp: { password: { fromEnv: 'a b' } } }, 'must be either'],
  ['to no text', { smtp: { password: { fromFile: ['x'] } } }, 'must be either'],
])('a reference %s is refused', (_what, settings, words) => {
  const { mistakes, lines } = of(settings)
  expect(mistakes).toEqual([
    { path: expect.stringContaining('lines.0.settings.'), words: expect.stringContaining(words) },
  ])
  expect(JSON.stringify(lines)).not.toMatch(/token-of-the-line|never/)
})

test('what is no line, or of a provider nobody knows, is left as it is', () => {
  for (const lines of [null, 'lines', [null, 7, { settings: [] }, { id: 'x' }]]) {
    expect(resolveReferences(lines, providers, around)).toEqual({ lines, mistakes: [], missing: [] })
  }
  expect(of({ key: { fromEnv: 'TOKEN' } }, 'pigeon').lines).toMatchObject([{ settings: { key: 'token-of-the-line' } }])
})
