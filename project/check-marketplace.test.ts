import { appendFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { buildMarketplace } from './build-marketplace.ts'
import { checkMarketplace } from './check-marketplace.ts'
import { copyProject } from './copy-project.ts'

let project: Awaited<ReturnType<typeof copyProject>>
const inApp = (path: string) => join(project.folder, 'build/marketplace/src/app', path)

beforeEach(async () => {
  project = await copyProject({ built: false })
  await buildMarketplace(project.folder)
})
afterEach(() => project.remove())

it('finds nothing wrong right after a build, and builds the same again', async () => {
  expect(await checkMarketplace(project.folder)).toEqual([])
  await buildMarketplace(project.folder)
  expect(await checkMarketplace(project.folder)).toEqual([])
})

it('finds what is stale, missing or left over, and the next build mends it', async () => {
  await appendFile(inApp('cards/conversation.jsx'), '\n')
  await rm(inApp('app-hsmeta.json'))
  await writeFile(inApp('cards/old.jsx'), '')
  expect(await checkMarketplace(project.folder)).toEqual([
    'build/marketplace/src/app/app-hsmeta.json is missing: run "npm run build"',
    'build/marketplace/src/app/cards/conversation.jsx is stale: run "npm run build"',
    'build/marketplace/src/app/cards/old.jsx is not made by "npm run build": remove it',
  ])
  await buildMarketplace(project.folder)
  expect(await checkMarketplace(project.folder)).toEqual([])
})

it('finds an app file that has changed in the private edition since', async () => {
  const file = join(project.folder, 'src/app/workflow-actions/send-message-hsmeta.json')
  await appendFile(file, '\n')
  expect(await checkMarketplace(project.folder)).toEqual([
    'build/marketplace/src/app/workflow-actions/send-message-hsmeta.json is stale: run "npm run build"',
  ])
})

it('takes whatever lies in src/app, and finds an entrypoint that no build makes', async () => {
  const meta = { uid: 'settings', type: 'settings', config: { entrypoint: '/app/settings/none.jsx' } }
  await writeFile(join(project.folder, 'src/app/cards/preview.png'), 'png')
  await writeFile(join(project.folder, 'src/app/cards/settings-hsmeta.json'), JSON.stringify(meta))
  expect(await buildMarketplace(project.folder)).toEqual(
    expect.arrayContaining([
      'build/marketplace/src/app/cards/preview.png',
      'build/marketplace/src/app/cards/settings-hsmeta.json',
    ]),
  )
  expect(await checkMarketplace(project.folder)).toEqual([
    'build/marketplace/src/app/cards/settings-hsmeta.json names /app/settings/none.jsx, which "npm run build" does not make',
  ])
})
