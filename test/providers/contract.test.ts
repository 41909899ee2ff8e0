import { existsSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { providers } from '../../relay/providers/providers.ts'
import { allProviders } from '../../workbench/simulator/all-providers.ts'
import { providerContract } from './contract.ts'
import type { ProviderDescriptor } from './descriptor.ts'

const folders = readdirSync(new URL('../../relay/providers/', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)

test('every folder in relay/providers/ is a provider that can be chosen, and there is no other', () => {
  expect([...providers.keys()].sort()).toEqual([...folders].sort())
})

// The workbench's own keep it, too, since they play providers wherever there are no others.
for (const name of new Set([...folders, ...allProviders.keys()])) {
  const provider = allProviders.get(name)
  const file = new URL(`./${name}.ts`, import.meta.url)

  test(`${name} brings a descriptor, test/providers/${name}.ts`, () => {
    expect(existsSync(file)).toBe(true)
  })

  if (provider && existsSync(file)) {
    const { descriptor } = (await import(file.href)) as { descriptor: ProviderDescriptor }
    describe(name, () => providerContract(name, provider, descriptor))
  }
}
