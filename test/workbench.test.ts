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

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'homing-workbench-'))
  ;[workbench, browser] = await Promise.all([createWorkbench({ port: 0, folder }), launchBrowser()])
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('request', (request) => {
    if (!/^(http:\/\/localhost:|data:|blob:)/.test(request.url())) complaints.push(request.url())
  })
  await page.goto(workbench.url)
}, 90_000)
afterAll(async () => {
  await browser?.close()
  await workbench?.close()
  await removeEmbedded(path.join(folder, 'relay'))
  await rm(folder, { recursive: true, force: true })
})

const card = () => page.getByRole('region', { name: 'Homing' })

/** Notes which of these the card shows from now on, each once, in the order of their coming. */
async function watchStatuses(): Promise<() => Promise<unknown>> {
  // Words for the browser, whose types this side does not know.
  const seen = await page.evaluateHandle(`(() => {
    const region = document.querySelector('[aria-label="Homing"]')
    const found = []
    const look = () => {
      for (const status of ['Sending…', 'Sent', 'Delivered']) {
        const isShown = [...region.querySelectorAll('*')].some((one) => one.textContent.trim() === status)
        if (isShown && !found.includes(status)) found.push(status)
      }
    }
    new MutationObserver(look).observe(region, { subtree: true, childList: true, characterData: true })
    return found
  })()`)
  return () => seen.jsonValue()
}

test('a rep writes in the card, watches it arrive and be read, and sees the answer, without reloading', async () => {
  await page.getByRole('textbox', { name: 'Message', exact: true }).fill('Hello Ada, are you free at 3?')
  const statuses = await watchStatuses()
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await card().getByText('Delivered', { exact: true }).first().waitFor()
  // The first stands there for a moment only.
  expect(await statuses()).toEqual(['Sending…', 'Sent', 'Delivered'])
  await page.getByRole('button', { name: /mark as read/ }).click()
  await card().getByText('Read', { exact: true }).first().waitFor()

  const reply = page.getByRole('textbox', { name: 'Reply from the phone' })
  await reply.fill('Yes! See you then')
  await reply.press('Enter')
  await card().getByText('Yes! See you then').waitFor({ timeout: 40_000 })
  const timeline = page.getByRole('region', { name: 'Timeline' })
  await timeline.getByText('Yes! See you then').waitFor()
  await timeline.getByText(/iMessage · Read/).waitFor()
}, 90_000)

test('a workflow sends to the enrolled contact', async () => {
  await page.getByRole('link', { name: /Kofi Mensah/ }).click()
  await page.getByText('Enrol in workflow').first().click()
  const form = page.getByRole('form', { name: 'Enrol in workflow' })
  await form.getByRole('textbox', { name: /Message/ }).fill('Hello {{ contact.firstname }}')
  await form.getByRole('button', { name: 'Enrol' }).click()
  await page.getByRole('list', { name: 'Messages on the phone' }).getByText('Hello Kofi').waitFor()
  await card().getByText('Hello Kofi').waitFor()
  await page.getByRole('region', { name: 'Timeline' }).getByText('Hello Kofi').waitFor()
}, 60_000)

test('nothing on the page fails or reaches outside the machine', () => {
  expect(complaints).toEqual([])
})
