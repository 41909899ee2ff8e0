import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll } from 'vitest'
import { removeEmbedded } from '../relay/store/embedded/remove-embedded.ts'
import { createWorkbench, type WorkbenchOptions } from '../workbench/workbench.ts'
import { launchBrowser } from './browser.ts'

export interface OwnWorkbench {
  page: Page
  /** What the page did that it must not: faults, and requests that leave the machine. */
  complaints: string[]
  /** Ends the workbench and opens it again on what it has kept, in the same page. */
  restart(): Promise<void>
  /** Enrols Kofi Mensah in the workflow with this text, and waits until it is on his phone as `arrived`. */
  enrol(text: string, arrived: string): Promise<void>
}

/** A workbench for the test file that asks, and its page in a browser; both are gone after the last of its tests. */
export async function ownWorkbench(edition: NonNullable<WorkbenchOptions['edition']>): Promise<OwnWorkbench> {
  const folder = await mkdtemp(path.join(tmpdir(), 'homing-workbench-'))
  const open = () => createWorkbench({ edition, port: 0, folder })
  const [opened, browser] = await Promise.all([open(), launchBrowser()])
  let workbench = opened
  afterAll(async () => {
    await browser.close()
    await workbench.close()
    await removeEmbedded(path.join(folder, 'relay'))
    await rm(folder, { recursive: true, force: true })
  })
  const complaints: string[] = []
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('request', (request) => {
    if (!/^(http:\/\/localhost:|data:|blob:)/.test(request.url())) complaints.push(request.url())
  })
  await page.goto(workbench.url)
  return {
    page,
    complaints,
    async restart() {
      await workbench.close()
      workbench = await open()
      await page.goto(workbench.url)
    },
    async enrol(text, arrived) {
      await page.getByRole('link', { name: /Kofi Mensah/ }).click()
      await page.getByText('Enrol in workflow').first().click()
      const form = page.getByRole('form', { name: 'Enrol in workflow' })
      await form.getByRole('textbox', { name: /Message/ }).fill(text)
      await form.getByRole('button', { name: 'Enrol' }).click()
      await page.getByRole('list', { name: 'Messages on the phone' }).getByText(arrived).waitFor()
    },
  }
}
