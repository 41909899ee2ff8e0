import { existsSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { providers } from '../../relay/providers/providers.ts'
import { providerContract } from './contract.ts'
import type { ProviderDescriptor } from './descriptor.ts'

const folders = readdirSync(new URL('../../relay/providers/', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)

test('every folder in relay/providers/ is a provider that can be chosen, and there is no other', () => {
  expect([...providers.keys()].sort()).toEqual([...folders].sort())
})

for (const folder of folders) {
  const provider = providers.get(folder)
  const file = new URL(`./${folder}.ts`, import.meta.url)

  test(`${folder} brings a descriptor, test/providers/${folder}.ts`, () => {
    expect(existsSync(file)).toBe(true)
  })

  if (provider && existsSync(file)) {
    const { descriptor } = (await import(file.href)) as { descriptor: ProviderDescriptor }
    describe(folder, () => providerContract(folder, provider, descriptor))
  }
}
