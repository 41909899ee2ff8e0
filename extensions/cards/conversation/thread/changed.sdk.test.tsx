import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { fakeFunction, message, problem, smsLine } from '../fixture/fake-function.ts'
import { openedCard } from '../fixture/opened-card.tsx'

const at = new Date().toISOString()
beforeEach(() => void vi.useFakeTimers({ now: new Date(at) }))
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const reply = { direction: 'inbound', status: 'delivered', source: 'reply' } as const

it('says who wrote what did not go through Homing, and what carried it', async () => {
  const elsewhere = { source: 'elsewhere', status: 'delivered', writtenBy: 'Jo', service: 'RCS' } as const
  const card = await openedCard(fakeFunction([smsLine], [message('m1', 'From my phone', elsewhere)]))
  expect(card.says()).toMatch(/RCS · .* · written outside of Homing by Jo/)
})

it('says that the sender of a mail is not proved, and tells its story', async () => {
  const card = await openedCard(
    fakeFunction([smsLine], [message('m1', 'Pay here', { ...reply, unproved: true }), message('m2', 'Hello', reply)]),
  )
  expect(card.thread().map((one) => one.includes('[Unproved sender]'))).toEqual([false, true])
  expect(card.says()).toContain('Anybody may have written it')
  expect(card.buttons('What happened')).toHaveLength(1)
})

it('says that a message was edited or taken back, shows signs, and its story', async () => {
  const fake = fakeFunction(
    [smsLine],
    [
      message('m1', 'Price is 1000', { ...reply, editedAt: at, reactions: [{ reaction: '👍', at }] }),
      message('m2', 'This message was taken back by whoever wrote it.', { ...reply, unsentAt: at }),
      message('m3', 'As it was', reply),
    ],
  )
  fake.events = { m1: [{ messageId: 'm1', at, kind: 'edited', text: 'It said before: “Price is 100”' }] }
  const card = await openedCard(fake)
  expect(card.says()).toMatch(/Edited at /)
  expect(card.says()).toContain('Reactions: 👍')
  expect(card.says()).toMatch(/Taken back at /)
  expect(card.buttons('What happened')).toHaveLength(2)
  card.buttons('What happened')[1]?.trigger('onClick')
  await card.after(0)
  expect(card.says()).toContain('It said before: “Price is 100”')
})

it('shows the whole of a mail when it is asked, and says why it cannot', async () => {
  const fake = fakeFunction([smsLine], [message('m1', 'My answer', { ...reply, hasOriginal: true })])
  fake.originals = { m1: 'My answer\n\n> OLD TEXT' }
  fake.next['message-original'].push(problem('no_original', 404, 'No more is kept.'))
  const card = await openedCard(fake)
  expect(card.says()).not.toContain('OLD TEXT')
  await card.click('Show the whole mail')
  expect(card.says()).toContain('The whole mail could not be loaded. No more is kept.')
  await card.click('Show the whole mail')
  expect(card.says()).toContain('> OLD TEXT')
  await card.click('Hide the whole mail')
  expect(card.says()).not.toContain('OLD TEXT')
})
