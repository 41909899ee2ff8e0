import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '../../project/project-root.ts'
import { ConfigError, readConfig } from './config.ts'
import { listUnknown } from './list-unknown.ts'
import { variableNames } from './variable-names.ts'

test.each([
  ['PUBLIC_URI', 'did you mean PUBLIC_URL?'],
  ['HUBSPOT_CLIENT_SECRETS', 'did you mean HUBSPOT_CLIENT_SECRET?'],
  ['HUBSPOT_SECRET_OF_THE_APP', 'no variable of this relay is called so.'],
  ['HOMING_OPERATOR_SECRTE', 'did you mean HOMING_OPERATOR_SECRET?'],
  ['LINE', 'did you mean LINES?'],
  ['SETTING_FOLDER', 'did you mean SETTINGS_FOLDER?'],
])('%s is told', (name, words) => {
  const said = listUnknown({ [name]: 'secret', PORT: '1' })
  expect(said).toEqual([expect.stringMatching(new RegExp(`^${name} is set`))])
  expect(said[0]).toContain(words)
  expect(said[0]).not.toContain('secret')
})

test('what is known, empty, or of anybody else is not', () => {
  const others = ['PATH', 'HOME', 'HOSTNAME', 'POST', 'LANG', 'COLUMNS', 'npm_config_port', 'HUBSPOT_ACCOUNT_ID']
  const env = Object.fromEntries([...others, ...variableNames].map((name) => [name, 'x']))
  expect(listUnknown({ ...env, HOMING_NOTHING: ' ', HUBSPOT_NONE: undefined })).toEqual([])
})

test('every variable that is read is known, and every known one is in the docs', () => {
  const read = new Set<string>()
  const nothing: Record<string, string | undefined> = {}
  const env = new Proxy(nothing, { get: (_none, name) => void read.add(String(name)) })
  try {
    readConfig(env)
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError)
  }
  expect(read.size).toBeGreaterThan(30)
  expect([...read].filter((name) => !variableNames.includes(name))).toEqual([])
  const docs = ['README.md', 'docs/operating.md']
    .map((file) => readFileSync(join(projectRoot, file), 'utf8'))
    .join('\n')
  // Rows name the others of a kind by their end: `HUBSPOT_CLIENT_SECRET`, `…_PREVIOUS`.
  const [rows] = [docs.split('\n').filter((row) => row.startsWith('| `'))]
  const told = rows.flatMap((row) => {
    const names = [...row.split('|')[1]!.matchAll(/`(…?)([A-Z_]+)`/g)]
    const first = names[0]?.[2] ?? ''
    const bases = [first, first.replace(/_[A-Z]+$/, '')]
    return names.flatMap(([, isEnd, name = '']) => (isEnd ? bases.map((base) => base + name) : [name]))
  })
  expect(variableNames.filter((name) => !told.includes(name) && !/_PREVIOUS_FILE$/.test(name))).toEqual([])
})
