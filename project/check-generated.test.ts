import { appendFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { checkGenerated } from './check-generated.ts'
import { copyProject } from './copy-project.ts'

let project: Awaited<ReturnType<typeof copyProject>>
const inApp = (path: string) => join(project.folder, 'src/app', path)

beforeEach(async () => {
  project = await copyProject()
})
afterEach(() => project.remove())

it('finds nothing wrong right after a build', async () => {
  expect(await checkGenerated(project.folder)).toEqual([])
})

it('finds an entry file that is stale by one byte', async () => {
  await appendFile(inApp('functions/relay.js'), '\n')
  expect(await checkGenerated(project.folder)).toEqual(['src/app/functions/relay.js is stale: run "npm run build"'])
})

it('finds an entry file that is missing', async () => {
  await rm(inApp('cards/conversation.jsx'))
  expect(await checkGenerated(project.folder)).toEqual([
    'src/app/cards/conversation.jsx is missing: run "npm run build"',
  ])
})

it('finds an entry file left over from an earlier build', async () => {
  await writeFile(inApp('functions/old.js'), 'exports.main = () => 1')
  expect(await checkGenerated(project.folder)).toEqual([
    'src/app/functions/old.js is not made by "npm run build": remove it',
  ])
})

it('finds an entrypoint that no build makes', async () => {
  const meta = { uid: 'other', type: 'app-function', config: { entrypoint: '/app/functions/other.js' } }
  await writeFile(inApp('functions/other-hsmeta.json'), JSON.stringify(meta))
  expect(await checkGenerated(project.folder)).toEqual([
    'src/app/functions/other-hsmeta.json names /app/functions/other.js, which "npm run build" does not make',
  ])
})
