// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/dom'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { renderCard, type RenderedCard } from './render-card.tsx'

let card: RenderedCard
beforeEach(async () => {
  card = await renderCard(import('./fixture/KitchenSink.tsx'), { properties: { phone: '+32470000001', email: null } })
  await screen.findByText('Setting')
})
afterEach(() => card.unmount())

const lastAlert = () => waitFor(() => card.stage().alerts.at(-1)?.message ?? expect.fail('no alert yet'))

test('a form keeps the types of its values and commits what is still being typed', async () => {
  await userEvent.type(screen.getByRole('spinbutton', { name: 'Amount' }), '12')
  await userEvent.click(screen.getByRole('checkbox', { name: 'Red' }))
  await userEvent.click(screen.getByRole('radio', { name: 'Left' }))
  await userEvent.click(screen.getByRole('switch', { name: 'Quiet' }))
  await userEvent.click(screen.getByRole('checkbox', { name: 'Mon' }))
  await userEvent.type(screen.getByRole('searchbox', { name: 'Find' }), 'ada')
  await userEvent.click(screen.getByRole('button', { name: 'Submit' }))
  expect(JSON.parse(await lastAlert())).toEqual({
    amount: 10,
    steps: 3,
    price: 5,
    day: { year: 2026, month: 10, date: 21 },
    time: { hours: 9, minutes: 30 },
    size: 2,
    colours: ['red'],
    agree: true,
    way: 'left',
    quiet: true,
    days: ['tue', 'mon'],
    find: 'ada',
  })
})

test('a stepper stops at its bounds', async () => {
  await userEvent.click(screen.getByRole('button', { name: 'Increase Steps' }))
  await waitFor(() => expect(screen.getByRole('button', { name: 'Increase Steps' })).toHaveProperty('disabled', true))
  expect(screen.getByRole('spinbutton', { name: 'Steps' })).toHaveProperty('value', '4')
})

test('a table sorts and turns pages', async () => {
  await userEvent.click(screen.getByRole('button', { name: /Name/ }))
  await waitFor(() => expect(screen.getByRole('columnheader', { name: /Name/ }).ariaSort).toBe('ascending'))
  await userEvent.click(screen.getByRole('button', { name: 'Next' }))
  await screen.findByRole('cell', { name: 'Page 2' })
})

test('a panel opens through a reaction and closes through another', async () => {
  await userEvent.click(screen.getByRole('button', { name: 'Open panel' }))
  const panel = await screen.findByRole('dialog', { name: 'Side panel' })
  await userEvent.click(within(panel).getByRole('button', { name: 'Done' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
})

test('a menu opens, acts and closes', async () => {
  const more = screen.getByRole('button', { name: /More/ })
  await userEvent.click(more)
  await userEvent.click(screen.getByRole('menuitem', { name: 'Archive' }))
  expect(await lastAlert()).toBe('Archived')
  expect(more.ariaExpanded).toBe('false')
})

test('what is folded, drawn or marked has a name that can be found', async () => {
  expect(screen.queryByText('First')?.closest('[hidden]')).not.toBeNull()
  await userEvent.click(screen.getByRole('button', { name: 'Details' }))
  expect(screen.getByRole('region', { name: 'Details' }).textContent).toContain('First')
  for (const name of ['Sent a day', 'Sent in time', 'Score 72 of 100', 'People', 'Send icon', 'A dot'])
    screen.getByRole('img', { name })
  screen.getByRole('progressbar', { name: 'Campaign' })
  screen.getByRole('status', { name: 'Loading messages' })
  expect(screen.getByRole('link', { name: 'Outside' })).toHaveProperty('target', '_blank')
  expect(screen.getByRole('button', { name: 'Busy' })).toHaveProperty('disabled', true)
  screen.getByText('Left slot')
})

test('CRM components show the record or say what HubSpot would do', async () => {
  screen.getByText('+32470000001')
  screen.getByRole('note', { name: 'CrmReport' })
  await userEvent.click(screen.getByRole('button', { name: 'Add a note' }))
  expect(await lastAlert()).toContain('ADD_NOTE')
})
