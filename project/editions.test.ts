import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { marketplaceFiles } from './marketplace-files.ts'
import { mergeJson } from './merge-json.ts'
import { projectRoot } from './project-root.ts'

interface App {
  config: {
    auth: { requiredScopes: string[]; optionalScopes: string[]; conditionallyRequiredScopes: string[] }
  }
}

const read = (path: string) => readFile(join(projectRoot, path), 'utf8')
const files = await marketplaceFiles()
const apps = {
  private: JSON.parse(await read('src/app/app-hsmeta.json')) as App,
  marketplace: JSON.parse(String(files.get('src/app/app-hsmeta.json'))) as App,
}

/** Scope → how the app asks for it, in the words of docs/editions.md. */
function scopesOf({ config: { auth } }: App): Record<string, string> {
  return Object.fromEntries([
    ...auth.requiredScopes.map((scope) => [scope, 'required']),
    ...auth.conditionallyRequiredScopes.map((scope) => [scope, 'conditional']),
    ...auth.optionalScopes.map((scope) => [scope, 'optional']),
  ]) as Record<string, string>
}

async function documentedScopes() {
  const section = (await read('docs/editions.md')).split('\n## ').find((part) => part.startsWith('Scopes\n')) ?? ''
  return [...section.matchAll(/^\| `([^`]+)` *\| (\S+) *\| (\S+) *\| (.+?) *\|$/gm)].map(
    ([, scope = '', privately = '', marketplace = '', why = '']) => ({ scope, private: privately, marketplace, why }),
  )
}

it.each(['private', 'marketplace'] as const)(
  'says of every scope of the %s edition why it is there',
  async (edition) => {
    const rows = (await documentedScopes()).filter((row) => row[edition] !== '–')
    expect(Object.fromEntries(rows.map((row) => [row.scope, row[edition]]))).toEqual(scopesOf(apps[edition]))
    for (const { scope, why } of rows) expect(why.split(' ').length, scope).toBeGreaterThan(5)
  },
)

it('asks in the marketplace for what the private edition asks for and for OAuth, and requires only what it cannot do without', () => {
  const { requiredScopes, optionalScopes } = apps.marketplace.config.auth
  // An app with a static token can only require a scope, and nobody is to grant these who does not want to.
  const more = ['settings.users.read', 'crm.lists.read']
  expect([...requiredScopes, ...optionalScopes]).toEqual(['oauth', ...apps.private.config.auth.requiredScopes, ...more])
  expect(optionalScopes).toEqual(['crm.objects.owners.read', ...more])
})

it('holds in the overlay only what differs', async () => {
  for (const path of ['hsproject.json', 'src/app/app-hsmeta.json']) {
    const patch = JSON.parse(await read(join('project/marketplace', path))) as unknown
    const base = JSON.parse(await read(path)) as unknown
    expect(same(patch, base), path).toEqual([])
  }
})

/** The leaves of a patch that say what the base says anyway. */
function same(patch: unknown, base: unknown, at = ''): string[] {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) {
    return JSON.stringify(patch) === JSON.stringify(base) ? [at] : []
  }
  return Object.entries(patch).flatMap(([name, value]) =>
    same(value, (base as Record<string, unknown> | undefined)?.[name], `${at}/${name}`),
  )
}

it.each(['private', 'marketplace'])(
  'has an example of a profile for every stage of the %s edition',
  async (edition) => {
    const folder = `project/profiles/${edition}`
    const names = ['development', 'production', 'staging'].map((stage) => `hsprofile.${stage}.json`)
    expect((await readdir(join(projectRoot, folder))).sort()).toEqual(names)
    const profiles = await Promise.all(
      names.map(
        async (name) => JSON.parse(await read(`${folder}/${name}`)) as { accountId: number; variables: object },
      ),
    )
    for (const profile of profiles) {
      expect(profile).toEqual({
        accountId: expect.any(Number),
        variables: { RELAY_URL: expect.stringMatching(/^https:/) },
      })
    }
    expect(new Set(profiles.map(({ accountId }) => accountId)).size).toBe(3)
  },
)

it('goes by fetch in the marketplace edition and through the function in the private one', async () => {
  const card = String(files.get('src/app/cards/conversation.jsx'))
  expect(card).toContain('extensions/relay/by-fetch/call-relay.ts')
  expect(card).not.toContain('serverless(')
  expect([...files.keys()].filter((path) => path.includes('/functions/'))).toEqual([])
})

it.each([
  [{ a: 1, b: 2 }, { b: 3 }, { a: 1, b: 3 }],
  [{ a: { b: 1, c: 2 } }, { a: { b: null } }, { a: { c: 2 } }],
  [{ a: ['x', 'y'] }, { a: ['z'] }, { a: ['z'] }],
  [{ a: 'text' }, { a: { b: 'c' } }, { a: { b: 'c' } }],
  [{}, { a: { b: { c: null } } }, { a: { b: {} } }],
  [{ a: null }, { b: 1 }, { a: null, b: 1 }],
])('merges %j with %j', (base, patch, merged) => {
  expect(mergeJson(base, patch)).toEqual(merged)
})
