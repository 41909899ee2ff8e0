// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/dom'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import { renderCard, type RenderCardOptions, type RenderedCard } from './render-card.tsx'

let card: RenderedCard
const open = async (options: RenderCardOptions) =>
  (card = await renderCard(import('./fixture/SampleCard.tsx'), { properties: { phone: '+32470000001' }, ...options }))
afterEach(() => card.unmount())

test('a card loads with one call that names the record it stands on', async () => {
  const serverless = vi.fn(() => ['Hello there'])
  await open({ serverless, context: { crm: { objectId: 202, objectTypeId: '0-1' } } })
  await screen.findByText('Hello there')
  expect(serverless).toHaveBeenCalledWith('conversation', {
    parameters: { contactId: 202 },
    propertiesToSend: ['phone'],
  })
  expect(card.calls.map(({ name, ok }) => [name, ok])).toEqual([['conversation', true]])
  screen.getByText('Phone +32470000001')
})

test('typing, choosing and sending reach the function, and the cleared draft reaches the field', async () => {
  const serverless = vi.fn((name: string) => (name === 'send' ? ['Hello', 'Good morning'] : ['Hello']))
  await open({ serverless })
  const field = await screen.findByRole('textbox', { name: 'Message' })
  await userEvent.type(field, 'Good morning')
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Channel' }), 'WhatsApp')
  await userEvent.click(screen.getByRole('button', { name: 'Send' }))
  await screen.findByText('Sent')
  expect(serverless).toHaveBeenLastCalledWith('send', { parameters: { body: 'Good morning', channel: 'whatsapp' } })
  await waitFor(() => expect((field as HTMLTextAreaElement).value).toBe(''))
  await screen.findByRole('tab', { name: 'Messages (2)' })
})

test('a failing function is shown by the card', async () => {
  await open({ serverless: () => Promise.reject(new Error('The relay is away')) })
  expect((await screen.findByRole('alert')).textContent).toContain('The relay is away')
  expect(card.calls[0]?.ok).toBe(false)
})

test('an edit on the record reaches a card that watches the property', async () => {
  await open({ serverless: () => [] })
  await screen.findByText('Phone +32470000001')
  card.setProperties({ phone: '+32470000002' })
  await screen.findByText('Phone +32470000002')
})

test('a form hands over what was typed; an overlay opens, holds the focus and closes on Escape', async () => {
  await open({ serverless: () => [] })
  await userEvent.click(await screen.findByRole('tab', { name: 'Note' }))
  await userEvent.type(screen.getByRole('textbox', { name: 'Note' }), 'call back{Enter}')
  await screen.findByText('Noted call back')
  const about = screen.getByRole('button', { name: 'About' })
  await userEvent.click(about)
  const dialog = await screen.findByRole('dialog', { name: 'About this card' })
  within(dialog).getByText('It is a sample.')
  await userEvent.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(document.activeElement).toBe(about)
})

test('an element that HubSpot does not know stops the card with its name', async () => {
  // React reports on the console what the boundary then shows.
  const reported = vi.spyOn(console, 'error').mockReturnValue()
  card = await renderCard(<div>not allowed</div>)
  expect((await screen.findByRole('alert')).textContent).toContain('Unsupported component: div')
  expect(reported).toHaveBeenCalledOnce()
})
