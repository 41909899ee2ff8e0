import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createHubSpot } from './hubspot.ts'
import { keepInFile } from './keep-in-file.ts'
import { portalId, scopes } from './hubspot-under-test.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hubspot-'))
})
afterEach(() => rm(folder, { recursive: true }))

const make = () => createHubSpot({ portals: [{ portalId, accessToken: 'pat-one', scopes }] })

it('keeps the data across a restart, and soon after a change', async () => {
  const file = path.join(folder, 'hubspot.json')
  const first = make()
  const kept = await keepInFile(first, file, 1)
  expect(kept.restored).toBe(false)
  const id = first.seedContact(portalId, { email: 'ada@example.com' })
  await vi.waitFor(async () => expect(await readFile(file, 'utf8')).toContain('ada@example.com'))
  await kept.close()

  const second = make()
  const again = await keepInFile(second, file)
  expect(again.restored).toBe(true)
  expect(second.portal(portalId).records.contactWithEmail('ada@example.com')?.id).toBe(id)
  await again.close()
})
