import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
const page = readFileSync(join(root, 'docs/security.md'), 'utf8')
const tests = globSync('{app.functions,contract,extensions,project,relay,test,workbench}/**/*.test.{ts,tsx}', {
  cwd: root,
})

test('every test that the page on security names is there', () => {
  const named = [...page.matchAll(/`([\w./-]+\.test\.tsx?)`/g)].map(([, path = '']) => path)
  expect(named.length).toBeGreaterThan(40)
  const missing = named.filter((path) =>
    path.includes('/') ? !existsSync(join(root, path)) : !tests.some((one) => basename(one) === path),
  )
  expect(missing).toEqual([])
})

test('whoever may come stands on it with what they can do and what they cannot, each with its test', () => {
  for (const who of ['A forged sender', 'A colleague without rights', 'A stranger']) {
    const section = page.split(`\n## ${who}\n`)[1]?.split('\n## ')[0] ?? ''
    const [can = '', cannot = ''] = section.split('**and cannot**')
    for (const part of [can, cannot])
      expect(part.split('\n').filter((line) => /^\| \w/.test(line)).length).toBeGreaterThan(2)
    for (const row of section.split('\n').filter((line) => /^\| [a-z]/.test(line) && !line.includes('shown by'))) {
      expect(row.split('|')[2]?.trim(), row).not.toBe('')
    }
  }
})
