import { mkdtempSync, rmSync } from 'node:fs'
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
  expect(mistakesIn({ LINES: 'hunter2' })).toEqual(['LINES is not JSON: it has a "h" where none can be.'])
})
