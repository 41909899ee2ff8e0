// @vitest-environment node
import { beforeEach, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import type { PhoneMessage } from './api.ts'
import { ownPage } from './fixture/own-page.ts'
import type { StubWorkbench } from './fixture/stub-workbench.ts'

let stub: StubWorkbench
let page: Page
const own = ownPage(() => [])
beforeEach(() => void ({ page, stub } = own))

const ada = '+32470123456'
const phoneOf = (name: string) => page.getByRole('region', { name: `${name}'s phone` })
let last = 0
/** A message that has arrived on a phone. */
function arrive(body: string, more: Partial<PhoneMessage> = {}) {
  const message: PhoneMessage = {
    id: `m${++last}`,
    direction: 'to_phone',
    from: '+3227900002',
    to: ada,
    body,
    channel: 'sms',
    status: 'delivered',
    at: new Date().toISOString(),
    ...more,
  }
  stub.messages.push(message)
  stub.emit('phone', message.to)
}
const blue = { channel: 'imessage', from: '+3227900001' }

test('the phone shows what arrives, marks it read, and answers', async () => {
  const phone = phoneOf('Ada')
  arrive('See you on Tuesday?', { status: 'sent' })
  const bubble = phone.getByRole('listitem').filter({ hasText: 'See you on Tuesday?' })
  await bubble.getByRole('img', { name: 'On its way' }).waitFor()
  for (const message of stub.messages) message.status = 'delivered'
  stub.emit('phone', ada)
  await bubble.getByRole('img', { name: 'Delivered' }).waitFor()
  await phone.getByRole('button', { name: /1 unread message/ }).click()
  await bubble.getByRole('img', { name: 'Read' }).waitFor()
  await phone.getByRole('textbox', { name: 'Reply from the phone' }).fill('Yes')
  await page.keyboard.press('Enter')
  await phone.getByRole('listitem').filter({ hasText: 'Yes' }).waitFor()
  expect(stub.messages.at(-1)).toMatchObject({ from: '+32470123456', to: '+3227900002', channel: 'sms', body: 'Yes' })
}, 60_000)

test('a mail is read and answered on the phone', async () => {
  const phone = phoneOf('Ada')
  const at = '2026-11-21T08:00:00Z'
  stub.mails.push({
    id: 'a1',
    from: 'hello@lark.example',
    to: 'ada@verhoeven.example',
    subject: 'Offer',
    body: 'Here.',
    at,
  })
  await phone.getByRole('button', { name: 'Mail' }).click()
  await phone.getByText('Here.').waitFor()
  await phone.getByRole('textbox', { name: 'Reply by email' }).fill('Thanks')
  await phone.getByRole('button', { name: 'Send reply' }).click()
  await phone.getByText('Re: Offer').waitFor()
  expect(stub.mails.at(-1)).toMatchObject({ to: 'hello@lark.example', body: 'Thanks' })
}, 60_000)

test('what arrives in another thread comes to the front, unless a reply is being written', async () => {
  const phone = phoneOf('Ada')
  const reply = phone.getByRole('textbox', { name: 'Reply from the phone' })
  arrive('Hello', blue)
  await phone.getByText('Hello').waitFor()
  await reply.fill('Yes')
  await page.keyboard.press('Enter')
  await phone.getByRole('listitem').filter({ hasText: 'Yes' }).waitFor()
  arrive('By SMS')
  await phone.getByRole('listitem').filter({ hasText: 'By SMS' }).waitFor()
  await reply.fill('I am still wri')
  arrive('By iMessage again', blue)
  const banner = phone.getByRole('button', { name: /Lark Sales · iMessage.*By iMessage again/ })
  await banner.waitFor()
  expect(await phone.getByRole('listitem').filter({ hasText: 'By SMS' }).isVisible()).toBe(true)
  await reply.press('Enter')
  await phone.getByRole('listitem').filter({ hasText: 'I am still wri' }).waitFor()
  expect(stub.messages.at(-1)).toMatchObject({ to: '+3227900002', channel: 'sms' })
  await banner.click()
  await phone.getByRole('listitem').filter({ hasText: 'By iMessage again' }).waitFor()
  expect(await banner.count()).toBe(0)
}, 60_000)

test('the last message is not covered by the word of how many are unread', async () => {
  for (let number = 1; number <= 20; number += 1) arrive(`Number ${number}`, { status: 'read' })
  arrive('The last one', { status: 'sent' })
  const phone = phoneOf('Ada')
  const bubble = phone.getByRole('listitem').filter({ hasText: 'The last one' })
  await bubble.waitFor()
  for (const message of stub.messages) if (message.status === 'sent') message.status = 'delivered'
  stub.emit('phone', ada)
  const unread = phone.getByRole('button', { name: /1 unread message/ })
  await unread.waitFor()
  const bottom = async () => {
    const [one, other] = [await bubble.boundingBox(), await unread.boundingBox()]
    return (one?.y ?? 0) + (one?.height ?? 0) - (other?.y ?? 0)
  }
  await expect.poll(bottom).toBeLessThanOrEqual(1)
}, 60_000)

test('a mail that arrives is marked until it is looked at, and what the contact answers stays', async () => {
  const phone = phoneOf('Ada')
  const mail = { from: 'hello@lark.example', to: 'ada@verhoeven.example', subject: 'Offer', body: 'Here.' }
  const tab = phone.getByRole('button', { name: 'Mail', exact: true })
  // What is there when the mailbox is looked into first is not new.
  const lookedInto = page.waitForResponse((response) => response.url().includes('/workbench/mailboxes/'))
  await page.reload()
  await (await lookedInto).finished()
  await tab.waitFor()
  stub.mails.push({ ...mail, id: 'a1', at: '2026-11-21T08:00:00Z' })
  stub.emit('phone', mail.to)
  await phone.getByRole('button', { name: 'Mail, 1 new' }).click()
  await phone.getByText('Here.').waitFor()
  await tab.waitFor()
  await phone.getByRole('textbox', { name: 'Reply by email' }).fill('Thanks a lot')
  await page.keyboard.press('Enter')
  await phone.getByText('Thanks a lot').waitFor()
  stub.mails.push({ ...mail, id: 'a3', subject: 'One more', body: 'Another word.', at: '2126-11-21T08:02:00Z' })
  stub.emit('phone', mail.to)
  await phone.getByText('Another word.').waitFor()
}, 60_000)

test('an iMessage to an email address arrives on the phone, beside the mails', async () => {
  const sam = 'sam@papertrail.example'
  stub.contacts.push({ id: '104', properties: { firstname: 'Sam', email: sam }, timeline: [] })
  await page.reload()
  await page.getByRole('link', { name: /Sam/ }).click()
  const phone = phoneOf('Sam')
  arrive('Hello Sam', { ...blue, to: sam })
  await phone.getByRole('listitem').filter({ hasText: 'Hello Sam' }).waitFor()
  await phone.getByRole('textbox', { name: 'Reply from the phone' }).fill('Hello yourself')
  await page.keyboard.press('Enter')
  await phone.getByRole('listitem').filter({ hasText: 'Hello yourself' }).waitFor()
  expect(stub.messages.at(-1)).toMatchObject({ from: sam, to: blue.from, channel: 'imessage' })
  expect(await phone.getByRole('combobox', { name: 'Conversation' }).count()).toBe(0)
  await phone.getByRole('button', { name: 'Mail', exact: true }).click()
  await phone.getByText('No mail yet.').waitFor()
}, 60_000)

test('a contact with a number gets a mark for what comes to the email address, and only then an app for it', async () => {
  const phone = phoneOf('Ada')
  await phone.getByRole('button', { name: 'Messages', exact: true }).waitFor()
  expect(await phone.getByRole('button', { name: /verhoeven/ }).count()).toBe(0)
  arrive('To the address', { ...blue, to: 'ada@verhoeven.example' })
  await phone.getByRole('button', { name: 'ada@verhoeven.example, 1 new' }).click()
  await phone.getByRole('listitem').filter({ hasText: 'To the address' }).waitFor()
}, 60_000)
