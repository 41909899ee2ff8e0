import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { IsObject, type TObject } from 'typebox'
import { Errors } from 'typebox/schema'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { LineSetting } from '../../contract/settings/lines.ts'
import { projectRoot } from '../../project/project-root.ts'
import { providers } from '../../relay/providers/providers.ts'
import { readLine } from '../../relay/providers/read-line.ts'
import { readSettingsFile } from '../../relay/settings-file/read-settings-file.ts'
import { resolveReferences } from '../../relay/settings-file/resolve-references.ts'
import { settingsSchema } from '../../relay/settings-file/settings-schema.ts'
import { exampleSecret, pageExamples } from './page-examples.ts'

/** Screens of a product that Homing is not: lines are put into a file, and commands look after them. */
const screens = /test connection|in Homing[:,.]|add the line in|unmatched queue|[“_](previous|way of) [a-z ]+[”_]/i

/** What a line once needed. */
const restarts = /LINES|start the relay again/

function keysOf(settings: TObject): string[] {
  return Object.entries(settings.properties).flatMap(([key, member]) => [
    key,
    ...(IsObject(member) ? keysOf(member) : []),
  ])
}

const examples = pageExamples()

describe.each(examples)('$name', ({ text }) => {
  const { file, mistakes } = readSettingsFile(text, { account: null, providers })

  test('is a file of settings, with lines that the relay takes when their secrets are there', () => {
    expect(mistakes).toEqual([])
    const around = { env: exampleSecret, file: exampleSecret, isOwn: () => false }
    const { lines = [], ...resolved } = resolveReferences(file?.sections.lines, providers, around)
    expect(resolved).toEqual({ mistakes: [], missing: [] })
    for (const line of lines as LineSetting[]) {
      expect(() => readLine(line, '4242', 'https://relay.company.example', providers)).not.toThrow()
    }
  })

  test('is what an editor takes for right, too', () => {
    expect(Errors(settingsSchema(providers), parse(text))).toEqual([true, []])
  })
})

test('there are examples, and the whole one has every section', () => {
  expect(examples.length).toBeGreaterThan(providers.size)
  expect(Object.keys(parse(examples.at(-1)!.text) as object)).toEqual(
    Object.keys(settingsSchema(providers).properties as object).filter(
      (name) => name !== '$schema' && name !== 'version',
    ),
  )
})

describe.each([...providers.keys()])('the page of %s', (name) => {
  const page = readFileSync(join(projectRoot, 'docs', 'providers', `${name}.md`), 'utf8')

  test('has a line of it to copy', () => {
    const own = examples.filter(({ page }) => basename(page) === `${name}.md`)
    const lines = own.flatMap(({ text }) => (parse(text) as { lines?: LineSetting[] }).lines ?? [])
    expect(lines.map(({ provider }) => provider)).toEqual([name])
  })

  test('names every key of its settings', () => {
    const missing = keysOf(providers.get(name)!.settings).filter((key) => !page.includes(`\`${key}\``))
    expect(missing).toEqual([])
  })

  test('speaks of no screen and no restart that there is not, and of the command that tests a line', () => {
    expect(page).not.toMatch(screens)
    expect(page).not.toMatch(restarts)
    expect(page).toContain('npm run relay -- lines test')
  })
})
