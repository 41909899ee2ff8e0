import { expect, test } from 'vitest'
import { Invalid, Permanent, Temporary } from './errors.ts'
import { planRetry } from './retry.ts'

const never = { tries: 0, backoff: 0 }
const middle = { random: () => 0.5 }

test('what the other side refuses for now never ends, and waits as long as it was asked to', () => {
  const asked = new Temporary('hubspot_rate_limit', 'Later.', { retryAfter: 7_000 })
  expect(planRetry(asked, { tries: 4, backoff: 500_000 }, middle)).toMatchObject({
    parked: false,
    delay: 7_000,
    tries: 4,
  })
  const daily = new Temporary('hubspot_daily_limit', 'Tomorrow.', { retryAfter: 86_400_000 })
  expect(planRetry(daily, never, middle)).toMatchObject({ parked: false, delay: 600_000 })
})

test('where nobody says how long, the backoff grows to ten minutes', () => {
  const delays: number[] = []
  let before = never
  for (let tries = 0; tries < 12; tries += 1) {
    const plan = planRetry(new Temporary('hubspot_unreachable', 'It is away.'), before, middle)
    expect(plan).toMatchObject({ parked: false, tries: 0 })
    delays.push(plan.delay)
    before = plan
  }
  expect(delays.slice(0, 4)).toEqual([1_000, 2_000, 4_000, 8_000])
  expect(delays.at(-1)).toBe(600_000)
})

test('what fails by itself waits for a person after five tries, and what can never be done at once', () => {
  let before = never
  const parked: boolean[] = []
  for (let tries = 0; tries < 5; tries += 1) {
    const plan = planRetry(new TypeError('x is undefined'), before, middle)
    parked.push(plan.parked)
    before = plan
  }
  expect(parked).toEqual([false, false, false, false, true])
  expect(planRetry(new Permanent('refused', 'No.'), never, middle)).toMatchObject({ parked: true })
  expect(planRetry(new Invalid('unreadable', 'No words.'), never, middle)).toMatchObject({ parked: true })
})

test('a database that is away, or in which others were in the way, counts against nothing', () => {
  for (const code of ['57P01', '53300', '40P01', '55P03', '25006', '57014']) {
    const error = Object.assign(new Error('the database'), { code })
    expect(planRetry(error, { tries: 4, backoff: 0 }, middle)).toMatchObject({ parked: false, tries: 4 })
  }
})

test('it says what must be mended first', () => {
  const refused = new Temporary('hubspot_token_refused', 'Check the token.', { retryAfter: 60_000 })
  expect(planRetry(refused, never, middle).hindrance).toBe('account')
  const gone = new Invalid('unknown_line', 'the line sms is no longer configured', { hindrance: 'line:sms' })
  expect(planRetry(gone, never, middle)).toMatchObject({ parked: true, hindrance: 'line:sms' })
})
