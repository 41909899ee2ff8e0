import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readJson } from './read-json.ts'

function mistakesIn(env: Record<string, string>): string[] {
  const mistakes: string[] = []
  readJson(env, 'LINES', mistakes)
  return mistakes
}

test('what cannot be read is told in words, without what stands there', () => {
  const folder = mkdtempSync(join(tmpdir(), 'homing-config-'))
  expect(mistakesIn({ LINES_FILE: '/nowhere/lines.json' })).toEqual([
    'LINES_FILE cannot be read: there is no file "/nowhere/lines.json".',
  ])
  expect(mistakesIn({ LINES_FILE: folder })).toEqual([`LINES_FILE cannot be read: "${folder}" is a folder.`])
  rmSync(folder, { recursive: true })
  expect(mistakesIn({ LINES: '[{"id": "sms" "password": "hunter2"}]' })).toEqual([
    'LINES is not JSON: something is wrong at line 1, column 15.',
  ])
})

test.each([
  ['hunter2', 1, 1],
  ['', 1, 1],
  ['[{"id": "sms", "password": "hunter2}]', 1, 28],
  ['[\n  {"password": hunter2}\n]', 2, 16],
  ['[\n  {"password": "hunter2",}\n]', 2, 26],
  ['[{"password": "hunter2"}] hunter2', 1, 27],
  ["[{'password': 'hunter2'}]", 1, 3],
  ['[{"password": "hun\tter2"}]', 1, 15],
  ['[{"password": “hunter2”}]', 1, 15],
  ['[{"password": "hunter2"} // hunter2\n]', 1, 26],
  ['[{"password": "hunter2"', 1, 24],
  ['\ufeffx', 1, 1],
])('a mistake in %j is told by its place, in a variable as in a file', (text, line, column) => {
  const folder = mkdtempSync(join(tmpdir(), 'homing-config-'))
  const file = join(folder, 'lines.json')
  writeFileSync(file, text)
  const told = mistakesIn({ LINES_FILE: file })
  rmSync(folder, { recursive: true })
  if (text === '') return expect(told).toEqual([])
  expect(told).toEqual([`LINES_FILE is not JSON: something is wrong at line ${line}, column ${column}.`])
  expect(mistakesIn({ LINES: text })).toEqual([
    `LINES is not JSON: something is wrong at line ${line}, column ${column}.`,
  ])
})

test('a file is read as UTF-8, with a mark of its byte order or without', () => {
  const folder = mkdtempSync(join(tmpdir(), 'homing-config-'))
  const file = join(folder, 'lines.json')
  writeFileSync(file, '\ufeff[]')
  expect(readJson({ LINES_FILE: file }, 'LINES', [])).toEqual({ value: [] })
  for (const bytes of [Buffer.from('\ufeff[]', 'utf16le'), Buffer.from([0x5b, 0x22, 0xe4, 0x22, 0x5d])]) {
    writeFileSync(file, bytes)
    expect(mistakesIn({ LINES_FILE: file })).toEqual([
      `LINES_FILE cannot be read: "${file}" is not written in UTF-8; save it as UTF-8.`,
    ])
  }
  rmSync(folder, { recursive: true })
})
