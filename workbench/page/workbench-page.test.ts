// @vitest-environment node
import type { Page } from 'playwright-core'
import { beforeEach, expect, test } from 'vitest'
import { ownPage } from './fixture/own-page.ts'
import type { FunctionRequest, StubWorkbench } from './fixture/stub-workbench.ts'

let stub: StubWorkbench
let page: Page
let troubles: string[]
let said: string[] = []

const functions = ({ serverlessFunction, parameters, objectQuery }: FunctionRequest) => {
  if (serverlessFunction === 'conversation') return [`About ${objectQuery.objectId}`, ...said]
  const { body } = parameters as { body: string }
  if (body === 'refuse me') throw new Error('The relay refused it')
  said.push(body)
  return [`About ${objectQuery.objectId}`, ...said]
}

const own = ownPage((request) => functions(request))
beforeEach(() => {
  said = []
  ;({ page, stub, troubles } = own)
})

const card = () => page.getByRole('region', { name: 'Sample' })
const timeline = () => page.getByRole('region', { name: 'Timeline' })

test('the built bundle runs in a worker on the contact, with one call on open', async () => {
  await card().getByText('About 101').waitFor()
  await card().getByText('Phone +32 470 12 34 56').waitFor()
  expect(stub.calls).toMatchObject([
    {
      appId: 4711,
      serverlessFunction: 'conversation',
      location: 'crm.record.sidebar',
      parameters: { contactId: 101 },
      objectQuery: { objectId: 101, objectTypeId: '0-1', objectPropertyNames: ['phone'] },
    },
  ])
  await card().getByText('1 call to the back end').click()
  await card()
    .getByRole('row', { name: /app function conversation \{"contactId":101\} \d+ ms ok/ })
    .waitFor()
}, 60_000)

test('fast typing loses nothing across the wire, and a refusal is shown in the card', async () => {
  const field = card().getByRole('textbox', { name: 'Message' })
  await field.pressSequentially('Hello from the workbench, typed fast')
  expect(await field.inputValue()).toBe('Hello from the workbench, typed fast')
  await card().getByRole('button', { name: 'Send' }).click()
  await page.getByRole('status').getByText('Sent').waitFor()
  await expect.poll(() => field.inputValue()).toBe('')
  await card().getByText('Hello from the workbench, typed fast', { exact: true }).waitFor()
  await field.fill('refuse me')
  await card().getByRole('button', { name: 'Send' }).click()
  await card().getByRole('alert').getByText('The relay refused it').waitFor()
  expect(await field.inputValue()).toBe('refuse me')
  // The browser itself reports the 400 that carries a function's failure.
  expect(troubles.splice(0)).toEqual([expect.stringContaining('400')])
}, 60_000)

test('an extension can reach neither network nor storage', async () => {
  await card().getByText('About 101').waitFor()
  const worker = page.workers()[0]
  const found = await worker?.evaluate(() =>
    ['fetch', 'XMLHttpRequest', 'WebSocket', 'indexedDB', 'importScripts', 'caches', 'postMessage'].filter(
      (name) => (globalThis as Record<string, unknown>)[name] !== undefined,
    ),
  )
  expect(found).toEqual([])
}, 60_000)

test('another contact gets a new card, and a late answer for the first is dropped', async () => {
  await card().getByText('About 101').waitFor()
  const release = stub.hold('/workbench/contacts/103')
  await page.getByRole('link', { name: /Chloé Dumont/ }).click()
  await page.getByRole('link', { name: /Bram Okafor/ }).click()
  await card().getByText('About 102').waitFor()
  release()
  await page.getByRole('textbox', { name: 'First name' }).and(page.locator('[value="Bram"]')).waitFor()
  await page.reload()
  await card().getByText('About 102').waitFor()
  expect(stub.calls.map(({ objectQuery }) => objectQuery.objectId)).toEqual([101, 102, 102])
}, 60_000)

test('an edited phone number is saved and reaches the running card', async () => {
  await card().getByText('Phone +32 470 12 34 56').waitFor()
  const field = page.getByRole('textbox', { name: 'Phone number', exact: true })
  await field.fill('+32 479 99 99 99')
  await field.press('Enter')
  await card().getByText('Phone +32 479 99 99 99').waitFor()
  expect(stub.calls).toHaveLength(1)
}, 60_000)

test('the timeline filters, shows no foreign script, and follows the server', async () => {
  await timeline().getByText('Tuesday is fine.').waitFor()
  expect(await page.evaluate(() => 'stolen' in window)).toBe(false)
  await timeline().getByRole('button', { name: 'Emails' }).click()
  expect(await timeline().getByRole('listitem').count()).toBe(1)
  await timeline().getByRole('button', { name: 'All' }).click()
  const entry = { id: 'e9', kind: 'communication' as const, at: '2026-11-21T08:00:00Z', title: 'SMS to Ada Verhoeven' }
  stub.contacts[0]?.timeline.unshift({ ...entry, text: 'Good morning', properties: {} })
  stub.emit('timeline', '101')
  await timeline().getByText('Good morning').waitFor()
}, 60_000)

test('an enrolment is refused in words, made, and followed', async () => {
  const workflows = page.getByRole('region', { name: 'Workflows' })
  await workflows.getByRole('button', { name: 'Enrol in workflow' }).click()
  await workflows.getByRole('button', { name: 'Enrol', exact: true }).click()
  await workflows.getByRole('alert').getByText('Write a message').waitFor()
  expect(troubles.splice(0)).toEqual([expect.stringContaining('400')])
  await workflows.getByRole('combobox', { name: 'Channel' }).selectOption('SMS')
  await workflows.getByRole('combobox', { name: 'Line' }).selectOption('Lark Desk')
  await workflows.getByRole('textbox', { name: 'Message' }).fill('Hello from a workflow')
  await workflows.getByRole('button', { name: 'Enrol', exact: true }).click()
  await workflows.getByText('running').waitFor()
  Object.assign(stub.enrolments.get('101')?.[0] ?? {}, { state: 'completed', outputFields: { status: 'sent' } })
  stub.emit('enrolments', '101')
  await workflows.getByText('completed').waitFor()
}, 60_000)

test('faults are set from the page, and a new build restarts the card', async () => {
  await page.getByRole('combobox', { name: 'Phone network' }).selectOption('Never answers')
  await expect.poll(() => stub.faults.phoneNetwork.mode).toBe('hang')
  await card().getByText('About 101').waitFor()
  said.push('after the build')
  stub.emit('bundle', 'sample')
  await card().getByText('after the build').waitFor()
  expect(page.workers()).toHaveLength(1)
  const field = page.getByRole('textbox', { name: 'Phone number', exact: true })
  await field.fill('+32 479 99 99 99')
  await field.press('Enter')
  await card().getByText('Phone +32 479 99 99 99').waitFor()
}, 60_000)

test('whoever is chosen is signed in, also after a reload, and the card is drawn anew for them', async () => {
  await card().getByText('About 101').waitFor()
  const chooser = page.getByRole('combobox', { name: 'Signed in as' })
  const opened = stub.calls.length
  await chooser.selectOption('Lea Peeters (Sales rep)')
  await expect.poll(() => stub.calls.length).toBeGreaterThan(opened)
  await page.reload()
  await card().getByText('About 101').waitFor()
  expect(await chooser.inputValue()).toBe('78')
  expect(await page.context().cookies()).toMatchObject([{ name: 'workbench-user', value: '78' }])
}, 60_000)

test('five contacts are seen at once, and one without anything to call them by is refused', async () => {
  for (const name of ['Dora', 'Emil']) {
    stub.contacts.push({ id: name === 'Dora' ? '104' : '105', properties: { firstname: name }, timeline: [] })
  }
  await page.reload()
  const contacts = page.getByRole('navigation', { name: 'Contacts' })
  const list = contacts.getByRole('list')
  await list.getByText('Emil').waitFor()
  expect(await list.evaluate((element) => element.scrollHeight - element.clientHeight)).toBe(0)
  await contacts.getByRole('button', { name: 'Add contact' }).click()
  await contacts.getByRole('textbox', { name: 'First name' }).fill('  ')
  await contacts.getByRole('button', { name: 'Create contact' }).click()
  await contacts.getByRole('alert').getByText('Fill in a name, a phone number or an email first.').waitFor()
  expect(stub.contacts).toHaveLength(5)
}, 60_000)

test('two clicks make one contact, who is in sight in the list, by a whole letter of any alphabet', async () => {
  for (let id = 104; id < 112; id++) {
    stub.contacts.push({ id: String(id), properties: { firstname: `No. ${id}` }, timeline: [] })
  }
  await page.reload()
  const before = stub.contacts.length
  const contacts = page.getByRole('navigation', { name: 'Contacts' })
  await contacts.getByRole('button', { name: 'Add contact' }).click()
  await contacts.getByRole('textbox', { name: 'First name' }).fill('🌻 Zoë')
  const release = stub.hold('/workbench/contacts')
  await contacts.getByRole('button', { name: 'Create contact' }).dblclick()
  release()
  const link = contacts.getByRole('link', { name: '🌻 Zoë' })
  await link.getByText('🌻Z', { exact: true }).waitFor()
  expect(stub.contacts).toHaveLength(before + 1)
  await expect
    .poll(() => link.evaluate((one) => one.getBoundingClientRect().bottom))
    .toBeLessThanOrEqual(await contacts.getByRole('list').evaluate((list) => list.getBoundingClientRect().bottom + 1))
}, 60_000)

test('where the browser lets no link be copied, that is said', async () => {
  const files = page.getByRole('region', { name: 'Files to attach' })
  await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true }))
  await files.getByRole('button', { name: /Copy/ }).first().click()
  await files.getByRole('status').getByText('select the link and copy it by hand').waitFor()
}, 60_000)

test('a contact that is not there is said to be, with no card of nobody', async () => {
  await page.goto(`${stub.url}/#/contacts/999`)
  await page
    .getByRole('alert')
    .getByText(/Choose another one on the left/)
    .waitFor()
  expect(await card().count()).toBe(0)
  expect(troubles.splice(0)).toEqual([expect.stringContaining('404')])
  await page.getByRole('link', { name: /Bram Okafor/ }).click()
  await card().getByText('About 102').waitFor()
}, 60_000)

test('the bar says it when the workbench has stopped', async () => {
  await card().getByText('About 101').waitFor()
  await stub.close()
  await page.getByRole('banner').getByRole('alert').getByText('The workbench has stopped.').waitFor()
  troubles.splice(0)
}, 60_000)

test('times are those of the browser, as in the card', async () => {
  await timeline().getByText('Tuesday is fine.').waitFor()
  expect(await timeline().locator('time').first().innerText()).toMatch(/^0?3:31\sPM$/)
}, 60_000)

test('at 390 pixels nothing is cut off', async () => {
  await page.setViewportSize({ width: 390, height: 800 })
  await card().getByText('About 101').waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  const bar = page.getByRole('banner')
  expect(await bar.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0)
}, 60_000)

test('at 1100 pixels nothing is cut off and everything can be reached by keyboard', async () => {
  await page.setViewportSize({ width: 1100, height: 800 })
  await card().getByText('About 101').waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1100)
  await page.getByRole('link', { name: /Bram Okafor/ }).focus()
  await page.keyboard.press('Enter')
  await card().getByText('About 102').waitFor()
}, 60_000)
