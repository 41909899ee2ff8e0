import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openTestTuco, type TestTuco } from '../../../workbench/tuco-api/fixture/test-tuco.ts'

let world: TestTuco

beforeEach(async () => {
  world = await openTestTuco()
})
afterEach(() => world.close())

describe('whoever does not want to hear is known as such, however Tuco says it', () => {
  test.each([
    'Recipient is on the Do Not Contact list',
    'Contact opted out',
    'DNC',
    'Lead has opted-out of messages',
    'The recipient unsubscribed',
  ])('%s', async (said) => {
    await world.send()
    world.api.report(world.api.messages()[0]?._id ?? '', 'message.failed', said)
    expect(await world.heard(1)).toMatchObject([
      { kind: 'status', status: 'failed', error: { code: 'opted_out', blame: 'opted_out' } },
    ])
    const body = { success: true, status: 'failed', message: { _id: 'm-1', errorMessage: said } }
    world.api.misbehave({ mode: 'answer', answer: { status: 201, body } })
    await expect(world.send({ reference: 'r-2' })).rejects.toMatchObject({ code: 'opted_out', blame: 'opted_out' })
    world.api.misbehave({ mode: 'answer', answer: { status: 403, body: { error: said } } })
    await expect(world.send({ reference: 'r-3' })).rejects.toMatchObject({ code: 'opted_out', blame: 'opted_out' })
  })
})

describe('a failure', () => {
  test.each([
    ['Something nobody has heard of', { code: 'delivery_failed', blame: 'unknown' }],
    ['Daily limit reached for this line', { code: 'provider_throttled', notNow: { after: null } }],
    ['Subscription past due', { code: 'account_unpaid', blame: 'line' }],
    ['No active lines in workspace', { code: 'line_inactive', blame: 'line' }],
  ])('“%s” says whose fault it is, later as at once', async (said, meant) => {
    await world.send()
    world.api.report(world.api.messages()[0]?._id ?? '', 'message.failed', said)
    expect(await world.heard(1)).toMatchObject([{ kind: 'status', status: 'failed', error: meant }])
    const { code, blame } = { blame: undefined, ...meant }
    world.api.misbehave({
      mode: 'answer',
      answer: { status: 201, body: { status: 'failed', error: said, message: { _id: 'm' } } },
    })
    const thrown = await world.send({ reference: 'r-2' }).catch((error: unknown) => error)
    expect(thrown).toMatchObject({ name: blame ? 'Permanent' : 'Temporary', code, ...(blame ? { blame } : {}) })
  })

  test('of a request that nobody has named counts against the line', async () => {
    world.api.misbehave({ mode: 'answer', answer: { status: 403, body: { error: 'Computer says no' } } })
    await expect(world.send()).rejects.toMatchObject({ code: 'refused', blame: 'unknown' })
  })
})

test.each([
  [408, { error: 'Request Timeout' }],
  [409, { error: 'Conflict' }],
  [425, {}],
  [499, ''],
  [502, '<html>Bad gateway</html>'],
  [403, '<!DOCTYPE html><title>Attention required</title>'],
  [200, '<html>Welcome</html>'],
])('an answer %i that says neither yes nor no leaves doubt', async (status, body) => {
  world.api.misbehave({ mode: 'answer', answer: { status, body } })
  expect(await world.send()).toMatchObject({ outcome: 'unknown' })
})
