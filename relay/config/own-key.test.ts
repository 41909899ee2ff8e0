import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { projectRoot } from '../../project/project-root.ts'
import { Invalid } from '../errors.ts'
import { makeOwnKey, ownKeyFile, readOwnKey } from './own-key.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'homing-own-key-'))
  file = ownKeyFile(folder)
})
afterEach(() => rmSync(folder, { recursive: true }))

test('a key is made once, for its owner alone, and is the same from then on', () => {
  expect(readOwnKey(folder)).toBeNull()
  const made = makeOwnKey(folder)
  expect(made.export()).toHaveLength(32)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(readdirSync(folder)).toEqual(['master.key'])
  expect(readOwnKey(folder)?.equals(made)).toBe(true)
  expect(makeOwnKey(folder).equals(made)).toBe(true)
  // As HOMING_MASTER_KEY_FILE takes it.
  expect(readFileSync(file, 'utf8')).toBe(`${made.export().toString('base64')}\n`)
})

test('of several processes that make one at once, all have the same', async () => {
  const script = `import('./relay/config/own-key.ts').then(({ makeOwnKey }) => console.log(makeOwnKey(process.argv[1]).export().toString('hex')))`
  const made = await Promise.all(
    Array.from({ length: 4 }, async () => {
      const child = spawn(process.execPath, ['-e', script, folder], {
        cwd: projectRoot,
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      let said = ''
      child.stdout.on('data', (text) => (said += String(text)))
      await new Promise((resolve) => child.once('close', resolve))
      return said
    }),
  )
  expect(new Set(made).size).toBe(1)
  expect(made[0]).toMatch(/^[0-9a-f]{64}\n$/)
  expect(readdirSync(folder)).toEqual(['master.key'])
}, 30_000)

/** The one sentence that is said in place of a key. */
function sentence(): string {
  try {
    readOwnKey(folder)
  } catch (error) {
    expect(error).toBeInstanceOf(Invalid)
    return (error as Invalid).message
  }
  throw new Error('it was taken')
}

test.each([0o644, 0o640, 0o604, 0o660])('one that others can read (%o) is not used', (mode) => {
  makeOwnKey(folder)
  chmodSync(file, mode)
  expect(sentence()).toContain(`run "chmod 600 ${file}"`)
})

test('one that is not whole is not used, and nothing of it is said', () => {
  const whole = makeOwnKey(folder).export().toString('base64')
  for (const text of [
    '',
    '\n',
    whole.slice(0, 20),
    whole.slice(0, -1),
    `${whole}${whole}`,
    '\0'.repeat(44),
    'x'.repeat(9_000),
  ]) {
    writeFileSync(file, text)
    const said = sentence()
    expect(said).toContain('is no whole master key')
    expect(said).not.toContain(whole.slice(0, 8))
    // Making one does not write over it.
    expect(() => makeOwnKey(folder)).toThrow('is no whole master key')
  }
})

test('a folder in its place is no key', () => {
  mkdirSync(file, { mode: 0o700 })
  expect(sentence()).toContain('is no whole master key')
})
