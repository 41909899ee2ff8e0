import { expect, test } from 'vitest'
import { until } from './until.ts'
import { ownWorkbench } from './own-workbench.ts'

const { page, complaints, restart, enrol } = await ownWorkbench('marketplace')

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
  await enrol('Hello {{ contact.firstname }}', 'Hello Kofi')
  await timeline().getByText('Hello Kofi').waitFor()
}, 60_000)

test('a number that moves to another contact is what their card sends to, and its replies come home there', async () => {
  const phone = () => page.getByRole('textbox', { name: 'Phone number', exact: true })
  await phone().fill('(202) 555-0179')
  await phone().press('Enter')
  await card().getByText('To +12025550179').first().waitFor()
  await page.getByRole('link', { name: /Sam Whitfield/ }).click()
  // Until then the fields are the other contact's.
  const firstName = page.getByRole('textbox', { name: 'First name' })
  await until(async () => expect(await firstName.inputValue()).toBe('Sam'))
  await phone().fill('(202) 555-0178')
  await phone().press('Enter')
  await card().getByText('To +12025550178').first().waitFor()
  const messages = page.getByRole('list', { name: 'Messages on the phone' })
  await messages.getByText('Hello Kofi').waitFor()
  const reply = page.getByRole('textbox', { name: 'Reply from the phone' })
  await reply.fill('Kofi gave me this number')
  await reply.press('Enter')
  await card().getByText('Kofi gave me this number').waitFor({ timeout: 60_000 })
  await timeline().getByText('Kofi gave me this number').waitFor({ timeout: 40_000 })
}, 150_000)

test('what was said is there after a restart, and the card goes on', async () => {
  await restart()
  await card().getByText('Yes! See you then').waitFor()
  await send('Still there?')
  await timeline().getByText('Still there?').waitFor({ timeout: 40_000 })
}, 120_000)

test('nothing on the page fails or reaches outside the machine', () => {
  expect(complaints).toEqual([])
})
