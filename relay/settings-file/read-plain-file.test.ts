import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readPlainFile } from './read-plain-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'homing-plain-'))
afterAll(() => rmSync(folder, { recursive: true }))

const written = (name: string, bytes: string | Buffer): string => {
  const file = join(folder, name)
  writeFileSync(file, bytes)
  return file
}

test('a plain file is read whole', () => {
  expect(readPlainFile(written('small', '\ufefflines: []\n'), 1_000)).toEqual({ text: 'lines: []\n' })
  expect(readPlainFile(written('full', 'x'.repeat(1_000)), 1_000)).toEqual({ text: 'x'.repeat(1_000) })
  expect(readPlainFile(written('empty', ''), 1_000)).toEqual({ text: '' })
})

test.each([
  ['of more bytes than are read', () => written('large', Buffer.alloc(10_000_000, 'x')), 'has 10 MB, and 1 MB'],
  ['that is no text', () => written('odd', Buffer.of(0xff)), 'cannot be read, or is not UTF-8'],
  ['that is not there', () => join(folder, 'nowhere'), 'cannot be read'],
  ['that is a folder', () => folder, 'is no plain file'],
  ['that is a device without an end', () => '/dev/zero', 'is no plain file'],
])('one %s is not', (_what, make, words) => {
  expect(readPlainFile(make(), 1_000_000)).toEqual({ words: expect.stringContaining(words) })
})

test('nor is a pipe, for which nobody is kept waiting', () => {
  const pipe = join(folder, 'pipe')
  execFileSync('mkfifo', [pipe])
  expect(readPlainFile(pipe, 1_000)).toEqual({ words: expect.stringContaining('is no plain file') })
})
