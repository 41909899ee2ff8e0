import { describe, expect, test } from 'vitest'
import { judgeAnswer, judgeRow, missingScopes, type Meaning } from './judge-answer.ts'

const contact = '/crm/objects/{version}/contacts/101?properties=email'
const batch = '/crm/objects/{version}/communications/batch/create'
const page = '<!DOCTYPE html><html><head><title>Attention Required!</title></head></html>'

const means = (status: number, body: unknown, path = batch): Meaning =>
  judgeAnswer({ status, retryAfter: null, text: typeof body === 'string' ? body : JSON.stringify(body) }, path).means

const error = (category?: string, message = 'No.') => ({
  ...{ status: 'error', message, correlationId: 'a-b-c' },
  ...(category ? { category } : {}),
})

test.each([
  [200, { id: '1' }, 'done'],
  [201, { results: [] }, 'done'],
  [204, '', 'done'],
  [207, { status: 'COMPLETE', results: [], errors: [] }, 'done'],
  [200, page, 'failing'],
  [200, '{"id":', 'failing'],
  [200, error(), 'failing'],
  [302, '', 'failing'],
  [307, page, 'failing'],
  [429, { policyName: 'DAILY' }, 'wait'],
  [429, page, 'wait'],
  [423, error('LOCKED'), 'wait'],
  [425, '', 'wait'],
  [477, page, 'wait'],
  [408, '', 'failing'],
  [499, '', 'failing'],
  [500, error('INTERNAL_ERROR'), 'failing'],
  [502, page, 'failing'],
  [521, '', 'failing'],
  [530, page, 'failing'],
  [402, error(), 'payment'],
  [402, page, 'payment'],
  [401, error('EXPIRED_AUTHENTICATION'), 'token'],
  [401, error(), 'token'],
  [401, '', 'token'],
  [400, error('INVALID_AUTHENTICATION'), 'token'],
  [401, page, 'unclear'],
  [403, error('MISSING_SCOPES'), 'scope'],
  [403, { message: "This app hasn't been granted all required scopes to make this call." }, 'scope'],
  [403, { errors: [{ context: { requiredGranularScopes: ['files'] } }] }, 'scope'],
  [403, error(), 'unclear'],
  [403, error('BANNED', 'This account was suspended.'), 'unclear'],
  [403, page, 'unclear'],
  [403, '', 'unclear'],
  [400, error('VALIDATION_ERROR'), 'refused'],
  [400, { message: 'Something in here.' }, 'refused'],
  [409, error('CONFLICT'), 'refused'],
  [413, error(), 'refused'],
  [414, error(), 'refused'],
  [422, error(), 'refused'],
  [400, error('RATE_LIMITS'), 'wait'],
  [400, error('INTERNAL_ERROR'), 'failing'],
  [400, page, 'unclear'],
  [400, '', 'unclear'],
  [400, {}, 'unclear'],
  [400, [], 'unclear'],
  [400, 'null', 'unclear'],
  [413, page, 'unclear'],
  [404, page, 'unclear'],
  [404, '', 'unclear'],
  [404, error(), 'unclear'],
  [404, { message: 'Not Found' }, 'unclear'],
  [404, error('OBJECT_NOT_FOUND'), 'gone'],
  [405, error(), 'unclear'],
  [410, page, 'unclear'],
  [418, 'short and stout', 'unclear'],
  [451, error(), 'unclear'],
] as const)('%i %j means %s', (status, body, meaning) => {
  expect(means(status, body)).toBe(meaning)
})

test.each([
  [404, error('OBJECT_NOT_FOUND', 'Object not found.  objectId are usually numeric.'), 'gone'],
  [404, error(undefined, 'resource not found'), 'gone'],
  [404, { message: 'Not Found' }, 'unclear'],
  [404, page, 'unclear'],
] as const)('%i %j of a path that names a contact means %s', (status, body, meaning) => {
  expect(means(status, body, contact)).toBe(meaning)
})

describe('words for a person', () => {
  const said = (status: number, text: string) => judgeAnswer({ status, retryAfter: null, text }, batch).message
  test('are HubSpot’s own, or say whose page it is', () => {
    expect(said(400, '{"message":"The email is wrong."}')).toBe('The email is wrong.')
    expect(said(403, page)).toBe('HubSpot answered 403 with a page (Attention Required!)')
    expect(said(408, '')).toBe('HubSpot answered 408')
  })
  test('are fit to be stored, however long or odd they are', () => {
    const message = said(400, JSON.stringify({ message: `a\0${'😀'.repeat(10_000)}` }))
    expect(message.length).toBeLessThanOrEqual(500)
    expect(message.isWellFormed()).toBe(true)
    expect(message).not.toContain('\0')
  })
})

test.each([
  ['7', 7_000],
  ['0', undefined],
  ['-3', undefined],
  ['soon', undefined],
  ['86400', 600_000],
  ['9'.repeat(400), 600_000],
])('Retry-After: %s is %s milliseconds', (retryAfter, wait) => {
  expect(judgeAnswer({ status: 503, retryAfter, text: '' }, batch).retryAfter).toBe(wait)
})

test('Retry-After may be a date', () => {
  const retryAfter = new Date(Date.now() + 60_000).toUTCString()
  const wait = judgeAnswer({ status: 503, retryAfter, text: '' }, batch).retryAfter ?? 0
  expect(wait).toBeGreaterThan(50_000)
  expect(wait).toBeLessThanOrEqual(60_000)
})

test('missing scopes are read wherever they are named', () => {
  expect(
    missingScopes({ context: { missingScopes: ['a'] }, errors: [{ context: { requiredScopes: ['b', 7] } }] }),
  ).toEqual(['a', 'b'])
  expect(missingScopes(null)).toEqual([])
})

test.each([
  [{ category: 'VALIDATION_ERROR' }, 'refused'],
  [{ category: 'OBJECT_NOT_FOUND' }, 'gone'],
  [{ category: 'RATE_LIMITS' }, 'wait'],
  [{ category: 'INTERNAL_ERROR' }, 'failing'],
  [{ category: 'MISSING_SCOPES' }, 'scope'],
  [{ status: 503 }, 'failing'],
  [{ status: '429' }, 'wait'],
  [{ status: 'error' }, 'refused'],
  [{}, 'refused'],
  [{ category: null, message: 7 }, 'refused'],
] as const)('an error of a row that says %j means %s', (said, meaning) => {
  expect(judgeRow(said).means).toBe(meaning)
})
