import { envelope, isOAuth, isUpdate, page, say, type Answer } from '../answer.ts'
import type { CallName } from '../calls.ts'

const empty = (status: number, headers = {}): Answer => ({
  name: `${status} without a word`,
  give: (told) => say(told, status, '', headers),
})
const paged = (status: number, title: string): Answer => ({
  name: `${status} page`,
  give: (told) => page(told, status, title),
})
const worded = (status: number, words: string, body: object, more: Partial<Answer> = {}): Answer => ({
  name: `${status} ${words}`,
  give: (told) => say(told, status, body),
  ...more,
})
const limit = (policyName: string) => ({
  ...{ status: 'error', message: `You have reached your ${policyName.toLowerCase()} limit.`, errorType: 'RATE_LIMIT' },
  ...{ correlationId: 'c7a1', policyName, requestId: 'c7a1' },
})
/** Where it would be true: the contact is gone, a user deleted the entry. */
const saysGone = (call: CallName) =>
  call === 'read a contact' || call === 'ask who a user is' || call === 'remove the app' || isUpdate(call)
const notOAuth = (call: CallName) => !isOAuth(call)

/** By status, with the words and pages that come with it. */
export const statuses: readonly Answer[] = [
  worded(400, 'in words', envelope('Invalid input JSON on line 1, column 1', 'VALIDATION_ERROR'), { mayPark: true }),
  paged(400, '400 Bad Request'),
  empty(400),
  worded(401, 'in words', envelope('Authentication credentials not found.', 'INVALID_AUTHENTICATION'), { most: 5 }),
  { ...paged(401, 'Authorization Required'), most: 5 },
  worded(402, 'in words', envelope('This account has a payment due.', 'PAYMENT_REQUIRED')),
  worded(
    403,
    'that names scopes',
    envelope("This app hasn't been granted all required scopes to make this call.", 'MISSING_SCOPES', {
      errors: [{ message: 'One or more scopes are required.', context: { requiredGranularScopes: ['oauth'] } }],
    }),
    // Once an account is known to lack the scope, nobody asks it for owners any more, and the list of admins alone decides.
    { of: (call) => call !== 'find an owner by user' && call !== 'ask who a user is' },
  ),
  worded(403, 'that names no scope', envelope('This account is not allowed to do this now.', 'BANNED')),
  paged(403, 'Attention Required! | Cloudflare'),
  worded(404, 'of an object', envelope('resource not found', 'OBJECT_NOT_FOUND'), {
    mayPark: true,
    of: (call) => !saysGone(call),
  }),
  paged(404, '404 Not Found'),
  empty(404),
  paged(405, '405 Not Allowed'),
  empty(408),
  paged(408, 'Request Timeout'),
  worded(409, 'in words', envelope('A conflicting write is under way.', 'CONFLICT'), { mayPark: true }),
  paged(410, '410 Gone'),
  { ...paged(413, '413 Request Entity Too Large'), mayPark: true },
  { ...paged(414, '414 Request-URI Too Large'), mayPark: true },
  worded(415, 'in words', envelope('Unsupported Media Type', 'VALIDATION_ERROR'), { mayPark: true }),
  worded(422, 'in words', envelope('This cannot be processed.', 'VALIDATION_ERROR'), { mayPark: true }),
  worded(423, 'in words', envelope('Locked', 'LOCKED')),
  empty(425),
  { ...worded(429, 'of ten seconds', limit('TEN_SECONDLY_ROLLING')), of: notOAuth },
  worded(429, 'of a second', limit('SECONDLY')),
  { ...worded(429, 'of the day', limit('DAILY')), of: notOAuth },
  { name: '429 that says when', give: (told) => say(told, 429, limit('SECONDLY'), { 'retry-after': '1' }) },
  paged(429, 'Too Many Requests'),
  paged(451, 'Unavailable For Legal Reasons'),
  paged(460, 'Unknown'),
  { name: '477 that says when', give: (told) => say(told, 477, '', { 'retry-after': '2' }) },
  empty(499),
  worded(500, 'in words', envelope('internal error', 'INTERNAL_ERROR')),
  empty(500),
  paged(502, '502 Bad Gateway'),
  { name: '503 that says when', give: (told) => say(told, 503, 'busy', { 'retry-after': '1' }) },
  paged(504, '504 Gateway Time-out'),
  paged(521, 'Web server is down'),
  paged(522, 'Connection timed out'),
  paged(524, 'A timeout occurred'),
  paged(530, 'Origin DNS error'),
]
