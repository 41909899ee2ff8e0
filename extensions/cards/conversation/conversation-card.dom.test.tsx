// The host comes first: the SDK looks for HubSpot's globals when it is loaded.
import { renderCard, type RenderedCard } from '../../../workbench/host/render-card.tsx'
import { screen, waitFor, within } from '@testing-library/dom'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, it } from 'vitest'
import { emailLine, fakeFunction, gate, message, problem, smsLine, type FakeFunction } from './fixture/fake-function.ts'

let card: RenderedCard
afterEach(() => card.unmount())

const open = async (fake: FakeFunction) =>
  (card = await renderCard(import('./index.tsx'), { serverless: fake.serverless }))
const field = (name: string) => screen.findByRole<HTMLTextAreaElement>('textbox', { name })
const send = () => screen.getByRole('button', { name: 'Send' })

it('asks for the conversation once, before anything is drawn', async () => {
  const fake = fakeFunction([smsLine], [message('m1', 'Hello', { status: 'delivered' })])
  await open(fake)
  await screen.findByText('Hello')
  screen.getByText('Delivered')
  expect(card.calls.map(({ name }) => name)).toEqual(['relay'])
  expect(fake.calls[0]?.parameters).toMatchObject({ contactId: '101', request: { portalId: '123456', userId: '7' } })
})

it('asks anew when the card is opened again', async () => {
  const fake = fakeFunction([smsLine])
  await open(fake)
  await screen.findByText('No messages yet.')
  card.unmount()
  fake.put(message('m1', 'Meanwhile', { direction: 'inbound', source: 'reply' }))
  await open(fake)
  await screen.findByText('Meanwhile')
})

it('takes a message from the keyboard to the thread, with every letter, and follows it', async () => {
  const fake = fakeFunction([smsLine])
  await open(fake)
  await screen.findByText('Sales (SMS) to +32470000001')
  expect(send()).toHaveProperty('disabled', true)
  await userEvent.type(await field('Message'), 'Grüße, Ada 👋')
  await waitFor(() => expect(send()).toHaveProperty('disabled', false))
  await userEvent.click(send())
  await screen.findByText('Grüße, Ada 👋')
  await screen.findByText('Queued')
  await waitFor(async () => expect((await field('Message')).value).toBe(''))
  fake.put(message('sent-1', 'Grüße, Ada 👋', { status: 'delivered' }))
  await screen.findByText('Delivered', {}, { timeout: 5_000 })
})

it('keeps the field in which the rep already writes when the conversation comes', async () => {
  const fake = fakeFunction([smsLine])
  const arrival = gate()
  fake.next.conversation.push(arrival.passed)
  await open(fake)
  const written = await field('Message')
  await userEvent.type(written, 'Half')
  arrival.open()
  await screen.findByText('Sales (SMS) to +32470000001')
  // A keystroke that is under way would be lost with its field.
  expect(written.isConnected).toBe(true)
  await userEvent.type(written, ' done')
  await waitFor(() => expect(written.value).toBe('Half done'))
})

it('makes one message of a double click', async () => {
  const fake = fakeFunction([smsLine])
  const arrival = gate()
  fake.next['send-message'].push(arrival.passed)
  await open(fake)
  await screen.findByText('Sales (SMS) to +32470000001')
  await userEvent.type(await field('Message'), 'Once')
  await waitFor(() => expect(send()).toHaveProperty('disabled', false))
  await userEvent.dblClick(send())
  arrival.open()
  await screen.findByText('Queued')
  expect(fake.messages).toHaveLength(1)
  expect(fake.sends()).toHaveLength(1)
})

it('sends an email with its subject', async () => {
  const fake = fakeFunction([smsLine, emailLine])
  await open(fake)
  await userEvent.selectOptions(await screen.findByRole('combobox', { name: 'Send from' }), 'Inbox (Email)')
  await userEvent.type(await field('Subject'), 'Your order')
  await userEvent.type(await field('Message'), 'On its way')
  await waitFor(() => expect(send()).toHaveProperty('disabled', false))
  await userEvent.click(send())
  await screen.findByText('Queued')
  expect(fake.sends()).toMatchObject([{ lineId: 'email-line', subject: 'Your order', body: 'On its way' }])
})

it('shows a refusal, gives the draft back and retries it as the same message', async () => {
  const fake = fakeFunction([smsLine])
  fake.next['send-message'].push(problem('too_many_requests', 429, 'This line is busy. Wait a moment.', true))
  await open(fake)
  await screen.findByText('Sales (SMS) to +32470000001')
  await userEvent.type(await field('Message'), 'Hello')
  await waitFor(() => expect(send()).toHaveProperty('disabled', false))
  await userEvent.click(send())
  const alert = await screen.findByRole('alert')
  within(alert).getByText('This line is busy. Wait a moment.')
  await waitFor(async () => expect((await field('Message')).value).toBe('Hello'))
  await userEvent.click(screen.getByRole('button', { name: 'Retry' }))
  await screen.findByText('Queued')
  expect(screen.queryByRole('alert')).toBeNull()
  const [refused, retried] = fake.sends()
  expect(retried).toEqual(refused)
})

it('settles a doubt, tells its story and sends the message again', async () => {
  const fake = fakeFunction([smsLine], [message('m1', 'Hello', { status: 'unknown' })])
  fake.events = {
    m1: [{ messageId: 'm1', at: '2026-11-21T10:40:00Z', kind: 'sent', text: 'The line did not answer.' }],
  }
  await open(fake)
  await userEvent.click(await screen.findByRole('button', { name: 'What happened' }))
  await screen.findByText(/The line did not answer\./)
  await userEvent.click(screen.getByRole('button', { name: 'It was not sent' }))
  await screen.findByText('Failed')
  await userEvent.click(await screen.findByRole('button', { name: 'Retry' }))
  await screen.findByText('Queued')
  expect(fake.requests('settle-message')).toMatchObject([{ messageId: 'm1', outcome: 'not_sent' }])
})

it('takes the link to a file from the keyboard to the thread', async () => {
  const fake = fakeFunction([emailLine])
  await open(fake)
  await userEvent.click(await screen.findByRole('button', { name: 'Attach a file' }))
  await userEvent.type(await field('Link to the file'), 'https://files.example.com/offer.pdf')
  await userEvent.type(await field('Message'), 'Our offer')
  await waitFor(() => expect(send()).toHaveProperty('disabled', false))
  await userEvent.click(send())
  const link = await screen.findByRole<HTMLAnchorElement>('link', { name: 'offer.pdf' })
  expect(link.href).toBe('https://files.example.com/offer.pdf')
  await screen.findByText('Queued')
  expect(fake.sends()).toMatchObject([{ attachments: [{ url: 'https://files.example.com/offer.pdf' }] }])
})

it('draws markup in a reply as the text it is', async () => {
  const hostile = '<img src=x onerror="document.title=1"> \u202Eevil'
  await open(fakeFunction([smsLine], [message('m1', hostile, { direction: 'inbound', source: 'reply' })]))
  await screen.findByText(hostile)
  expect(card.container.querySelector('img[src=x]')).toBeNull()
})

it('shows the address of the record as soon as somebody corrects it there', async () => {
  const fake = fakeFunction([smsLine])
  await open(fake)
  await screen.findByText('Sales (SMS) to +32470000001')
  fake.lines = [{ ...smsLine, address: '+32470000009' }]
  card.setProperties({ phone: '+32470000009' })
  await screen.findByText('Sales (SMS) to +32470000009')
  // Whatever is edited besides asks nobody.
  const asked = card.calls.length
  card.setProperties({ phone: '+32470000009', jobtitle: 'Gardener' })
  expect(card.calls).toHaveLength(asked)
})
