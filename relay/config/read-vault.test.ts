import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { readVault } from './read-vault.ts'

const folder = mkdtempSync(join(tmpdir(), 'homing-keys-'))
afterAll(() => rmSync(folder, { recursive: true }))

function read(env: Record<string, string>): { keys: ReturnType<typeof readVault>; mistakes: string[] } {
  const mistakes: string[] = []
  return { keys: readVault(env, mistakes), mistakes }
}

function written(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

const bytes = randomBytes(32)

test('without a master key there are no keys and no mistakes', () => {
  expect(read({})).toEqual({ keys: [], mistakes: [] })
  expect(read({ HOMING_MASTER_KEY: '  ' })).toEqual({ keys: [], mistakes: [] })
})

test.for([
  ['base64', { HOMING_MASTER_KEY: bytes.toString('base64') }],
  ['base64url', { HOMING_MASTER_KEY: bytes.toString('base64url') }],
  ['hex', { HOMING_MASTER_KEY: bytes.toString('hex') }],
  ['hex in capitals with a line end', { HOMING_MASTER_KEY: `${bytes.toString('hex').toUpperCase()}\n` }],
  ['a file', { HOMING_MASTER_KEY_FILE: written('key', `${bytes.toString('base64')}\n`) }],
] as const)('a key is read from %s', ([, env]) => {
  const { keys, mistakes } = read(env)
  expect(mistakes).toEqual([])
  expect(keys.map((key) => key.export())).toEqual([bytes])
})

test('the newest key comes first, and none is seen when it is printed', () => {
  const old = randomBytes(32)
  const { keys } = read({
    HOMING_MASTER_KEY: bytes.toString('hex'),
    HOMING_MASTER_KEY_PREVIOUS_FILE: written('old', old.toString('hex')),
  })
  expect(keys.map((key) => key.export())).toEqual([bytes, old])
  expect(inspect(keys, { depth: 9, showHidden: true }) + JSON.stringify(keys)).not.toContain(bytes.toString('hex'))
})

const short = randomBytes(31)
test.for([
  [{ HOMING_MASTER_KEY: short.toString('base64') }, 'it has 31 bytes'],
  [{ HOMING_MASTER_KEY: randomBytes(33).toString('hex') }, 'it has 33 bytes'],
  [{ HOMING_MASTER_KEY: 'correct horse battery staple' }, 'it is neither'],
  [{ HOMING_MASTER_KEY: '0'.repeat(64) }, 'no random key'],
  [{ HOMING_MASTER_KEY: Buffer.from('abc'.repeat(11).slice(0, 32)).toString('base64') }, 'no random key'],
  [{ HOMING_MASTER_KEY_FILE: join(folder, 'absent') }, 'HOMING_MASTER_KEY_FILE cannot be read'],
  [{ HOMING_MASTER_KEY_FILE: written('empty', '\n') }, 'is empty'],
  [{ HOMING_MASTER_KEY: bytes.toString('hex'), HOMING_MASTER_KEY_FILE: written('twice', 'x') }, 'both set'],
  [{ HOMING_MASTER_KEY_PREVIOUS: bytes.toString('hex') }, 'without HOMING_MASTER_KEY'],
  [
    { HOMING_MASTER_KEY: bytes.toString('hex'), HOMING_MASTER_KEY_PREVIOUS: bytes.toString('base64') },
    'the same key as HOMING_MASTER_KEY',
  ],
] as const)('a mistake says what to do and not what the key is: %j', ([env, what]) => {
  const { mistakes } = read(env)
  expect(mistakes.join('\n')).toContain(what)
  const values = Object.entries(env).flatMap(([name, value]) => (name.endsWith('_FILE') ? [] : [value]))
  for (const value of values) expect(mistakes.join('\n')).not.toContain(value)
})
