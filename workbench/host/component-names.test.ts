import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, dirname } from 'node:path'
import { expect, test } from 'vitest'
import { componentNames } from './component-names.ts'
import { hostComponents } from './components/host-components.ts'

/** The wire names in the installed SDK: its registry is not exported, so its source is read. */
function sdkNames(): string[] {
  const sdk = dirname(createRequire(import.meta.url).resolve('@hubspot/ui-extensions/crm'))
  const source = readFileSync(join(sdk, '../shared.synced/remoteComponents.synced.js'), 'utf8')
  const made = source.matchAll(/createAndRegisterRemote(?:Compound)?ReactComponent\(\s*'(\w+)'/g)
  return [...new Set([...made].map((match) => match[1] ?? ''))].sort()
}

test('the list of names is the one of the installed SDK', () => {
  expect([...componentNames].sort()).toEqual(sdkNames())
})

test('every component of the SDK has one here', () => {
  expect(sdkNames().length).toBeGreaterThan(100)
  expect(Object.keys(hostComponents).sort()).toEqual(sdkNames())
})
