import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { IsObject, type TObject } from 'typebox'
import { describe, expect, test } from 'vitest'
import { projectRoot } from '../../project/project-root.ts'
import type { LineConfig } from '../../relay/providers/line-config.ts'
import { providers } from '../../relay/providers/providers.ts'
import { readLine } from '../../relay/providers/read-line.ts'

/** Screens of a product that Homing is not: lines are put into `LINES`, and commands look after them. */
const screens = /test connection|in Homing[:,.]|add the line in|unmatched queue|[“_](previous|way of) [a-z ]+[”_]/i

function keysOf(settings: TObject): string[] {
  return Object.entries(settings.properties).flatMap(([key, member]) => [
    key,
    ...(IsObject(member) ? keysOf(member) : []),
  ])
}

describe.each([...providers.keys()])('the page of %s', (name) => {
  const page = readFileSync(join(projectRoot, 'docs', 'providers', `${name}.md`), 'utf8')

  test('has a line to copy, which the relay takes', () => {
    const [, example = ''] = /```json\n([^`]+)```/.exec(page) ?? []
    const line = JSON.parse(example) as LineConfig
    expect(line.provider).toBe(name)
    expect(() => readLine(line, '4242', 'https://relay.company.example', providers)).not.toThrow()
  })

  test('names every key of its settings', () => {
    const missing = keysOf(providers.get(name)!.settings).filter((key) => !page.includes(`\`${key}\``))
    expect(missing).toEqual([])
  })

  test('speaks of no screen that there is not, and of the command that tests a line', () => {
    expect(page).not.toMatch(screens)
    expect(page).toContain('npm run relay -- lines test')
  })
})
