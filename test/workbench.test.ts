import { expect, test } from 'vitest'
import { ownWorkbench } from './own-workbench.ts'

const { page, complaints, enrol } = await ownWorkbench('private')

const card = () => page.getByRole('region', { name: 'Homing' })

/** Notes which of these the card shows from now on, each once, in the order of their coming. */
async function watchStatuses(): Promise<() => Promise<unknown>> {
  // Words for the browser, whose types this side does not know.
  const seen = await page.evaluateHandle(`(() => {
    const region = document.querySelector('[aria-label="Homing"]')
    const found = []
    const look = () => {
      for (const status of ['Sending', 'Sent', 'Delivered']) {
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
  expect(await statuses()).toEqual(['Sending', 'Sent', 'Delivered'])
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
  await enrol('Hello {{ contact.firstname }}', 'Hello Kofi')
  await card().getByText('Hello Kofi').waitFor()
  await page.getByRole('region', { name: 'Timeline' }).getByText('Hello Kofi').waitFor()
}, 60_000)

test('an email takes along a file of this machine, and one whose file is not there is shown as failed', async () => {
  await page.getByRole('link', { name: /Ada Moreno/ }).click()
  const link = await page.getByRole('region', { name: 'Files to attach' }).getByText('offer.pdf').first().innerText()
  const timeline = page.getByRole('region', { name: 'Timeline' })
  for (const [text, url, title] of [
    ['The offer', link, 'Email sent'],
    ['Another offer', link.replace('offer', 'nothing'), 'Email failed'],
  ] as const) {
    await card().getByRole('combobox', { name: 'Send from' }).selectOption('Sales email (Email)')
    await page.getByRole('textbox', { name: 'Message', exact: true }).fill(text)
    await card().getByRole('button', { name: 'Attach a file' }).click()
    await card().getByRole('textbox', { name: 'Link to the file' }).fill(url)
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    const entry = timeline.getByRole('listitem').filter({ hasText: title })
    await entry.getByText(text).waitFor({ timeout: 40_000 })
  }
  await page.getByRole('button', { name: 'Mail, 1 new' }).click()
  const mails = page.getByRole('list', { name: 'Mails' })
  await mails.getByText('The offer').waitFor()
  await page.getByRole('textbox', { name: 'Reply by email' }).fill('Thank you for it')
  await page.getByRole('button', { name: 'Send reply' }).click()
  await mails.getByText('Thank you for it').waitFor()
}, 120_000)

test('nothing on the page fails or reaches outside the machine', () => {
  expect(complaints).toEqual([])
})
