import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, test } from 'vitest'
import { checkExpressions } from './check-expressions.ts'
import { judgeExpression } from './expressions/judge-expression.ts'

test.each([
  ['<[^>]*>', 'g'],
  ['\\s+$', ''],
  ['^(a+)+$', ''],
  ['(\\w+\\s?)*:', ''],
  ['^-{2,}\\s+(.+?)\\s+-{2,}$', 'u'],
  ['a(?=.*b)', 'g'],
  ['exceed\\w*\\b.{0,30}\\bquota', 'i'],
  ['^.*(?:none|default).*$', ''],
  ['^(.+?)\\1*$', ''],
])('/%s/%s is worse than linear', (source, flags) => expect(judgeExpression(source, flags)).not.toBeNull())

test.each([
  ['<[^<>]*>', 'g'],
  ['(?<!\\s)\\s+$', ''],
  ['^\\s+', ''],
  ['[^\\s@]{1,64}@[^\\s@]{1,190}', 'u'],
  ['\\p{Extended_Pictographic}(?:\\uFE0F|\\p{Emoji_Modifier})*', 'u'],
  ['^(?:"[^"]*"|[^":])*:', ''],
])('/%s/%s is not', (source, flags) => expect(judgeExpression(source, flags)).toBeNull())

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'homing-expressions-'))
})
afterEach(() => rm(root, { recursive: true }))

async function relay(text: string, allowed: Record<string, string> = {}): Promise<string[]> {
  await mkdir(join(root, 'relay'), { recursive: true })
  await writeFile(join(root, 'relay/a.ts'), text)
  return checkExpressions(root, allowed)
}

it.each([
  ['a literal', 'const a = /\\s+$/.test(b)'],
  ['one that is made', "const a = new RegExp('\\\\s+$')"],
  ['one that is made of constants', 'const end = `${"$"}`\nconst a = RegExp(`\\\\s+${end}`, "g")'],
  ['a text that is searched for', "const a = b.search('\\\\s+$')"],
  ['the pattern of a schema', "const a = Type.String({ pattern: '^(a+)+$' })"],
])('finds %s, and says where', async (_what, text) => {
  const line = text.includes('\n') ? 2 : 1
  expect(await relay(text)).toEqual([expect.stringContaining(`relay/a.ts:${line} `)])
})

it('refuses what only a run knows', async () => {
  expect(await relay('const a = (b: string) => new RegExp(b)')).toEqual([
    expect.stringContaining('only a run knows it'),
  ])
})

it('leaves tests alone, and what stands on the list until it is no problem any more', async () => {
  await mkdir(join(root, 'relay'))
  await writeFile(join(root, 'relay/a.test.ts'), 'const a = /\\s+$/')
  const key = 'relay/a.ts /\\s+$/'
  expect(await relay('const a = /\\s+$/', { [key]: 'an operator wrote it' })).toEqual([])
  expect(await relay('const a = /^\\s+/', { [key]: 'an operator wrote it' })).toEqual([expect.stringContaining(key)])
})
