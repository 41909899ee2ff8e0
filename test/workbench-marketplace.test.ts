import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { removeEmbedded } from '../relay/store/embedded/remove-embedded.ts'
import { createWorkbench, type Workbench } from '../workbench/workbench.ts'
import { launchBrowser } from './browser.ts'

let folder: string
let workbench: Workbench
let browser: Browser
let page: Page
/** What the page did that it must not: faults, and requests that leave the machine. */
const complaints: string[] = []

const open = () => createWorkbench({ edition: 'marketplace', port: 0, folder })

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'homing-marketplace-'))
  ;[workbench, browser] = await Promise.all([open(), launchBrowser()])
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('request', (request) => {
    if (!/^(http:\/\/localhost:|data:|blob:)/.test(request.url())) complaints.push(request.url())
  })
  await page.goto(workbench.url)
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await workbench?.close()
  await removeEmbedded(path.join(folder, 'relay'))
  await rm(folder, { recursive: true, force: true })
})

const card = () => page.getByRole('region', { name: 'Homing' })
const timeline = () => page.getByRole('region', { name: 'Timeline' })

async function send(text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Message', exact: true }).fill(text)
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await card().getByText(text).waitFor()
}

test('the page says which edition is open', async () => {
  await page.getByText('Marketplace edition: installed by OAuth, calls by hubspot.fetch').waitFor()
})

test('a rep writes in the card by hubspot.fetch, and the answer comes home to the card and the timeline', async () => {
  await send('Hello Ada, are you free at 3?')
  await card().getByText('Delivered', { exact: true }).first().waitFor()
  const reply = page.getByRole('textbox', { name: 'Reply from the phone' })
  await reply.fill('Yes! See you then')
  await reply.press('Enter')
  await card().getByText('Yes! See you then').waitFor({ timeout: 40_000 })
  await timeline().getByText('Yes! See you then').waitFor()
}, 90_000)

test('a workflow of the account that installed it sends to the enrolled contact', async () => {
  await page.getByRole('link', { name: /Kofi Mensah/ }).click()
  await page.getByText('Enrol in workflow').first().click()
  const form = page.getByRole('form', { name: 'Enrol in workflow' })
  await form.getByRole('textbox', { name: /Message/ }).fill('Hello {{ contact.firstname }}')
  await form.getByRole('button', { name: 'Enrol' }).click()
  await page.getByRole('list', { name: 'Messages on the phone' }).getByText('Hello Kofi').waitFor()
  await timeline().getByText('Hello Kofi').waitFor()
}, 60_000)

test('what was said is there after a restart, and the card goes on', async () => {
  await workbench.close()
  workbench = await open()
  await page.goto(workbench.url)
  await card().getByText('Yes! See you then').waitFor()
  await send('Still there?')
  await timeline().getByText('Still there?').waitFor({ timeout: 40_000 })
}, 120_000)

test('nothing on the page fails or reaches outside the machine', () => {
  expect(complaints).toEqual([])
})
