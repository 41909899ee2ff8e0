import { envelope, isFind, say, type Answer, type Told } from '../answer.ts'
import type { CallName } from '../calls.ts'

const only =
  (...names: CallName[]) =>
  (call: CallName) =>
    names.includes(call)

const isSearch = (call: CallName) => call === 'search contacts' || isFind(call)
const isToken = only('refresh a token', 'exchange a code', 'token of the app')

/** HubSpot's own answer, changed before it is told. */
async function changed(told: Told, change: (answer: Record<string, unknown>) => object): Promise<void> {
  const { status, body } = await told.forward()
  say(told, status, change(JSON.parse(body.toString()) as Record<string, unknown>))
}

const refused = (status: string, error: string) => ({ status, error, error_description: status, message: status })
const oauth = (status: string, error: string, of: Answer['of'] = isToken): Answer => ({
  name: `400 ${status}`,
  of: of,
  give: (told) => say(told, 400, refused(status, error)),
})

/** What only searches, readings of a contact, or questions about tokens are answered with. */
export const others: readonly Answer[] = [
  { name: '200 with a count alone', of: isSearch, give: (told) => say(told, 200, { total: 1 }) },
  {
    name: '200 with a count and no results',
    of: isSearch,
    give: (told) => say(told, 200, { total: 1, results: [] }),
  },
  {
    name: '200 of which one page follows itself',
    of: isSearch,
    give: (told) => changed(told, (answer) => ({ ...answer, paging: { next: { after: '0' } } })),
  },
  {
    name: '200 with hits that have no properties',
    of: isSearch,
    give: (told) =>
      changed(told, (answer) => ({
        ...answer,
        results: (answer.results as { id: string }[]).map(({ id }) => ({ id })),
      })),
  },
  {
    name: '400 that does not know our key',
    of: isFind,
    give(told) {
      if (!told.body.includes('hs_engagement_source_id')) return forwarded(told)
      say(told, 400, envelope('There was a problem with the request.', 'VALIDATION_ERROR'))
    },
  },
  {
    name: '200 without properties',
    of: only('read a contact'),
    give: (told) => changed(told, ({ properties: _, ...rest }) => rest),
  },
  {
    name: '200 whose properties are nothing',
    of: only('read a contact'),
    give: (told) => changed(told, (answer) => ({ ...answer, properties: null })),
  },
  oauth('BAD_CLIENT_SECRET', 'invalid_client'),
  oauth('BAD_MOOD', 'unknown'),
  oauth('EXPIRED_AUTH_CODE', 'invalid_grant', only('exchange a code')),
  oauth('MISMATCH_REDIRECT_URI_AUTH_CODE', 'invalid_grant', only('exchange a code')),
  oauth('USER_DOES_NOT_HAVE_PERMISSIONS', 'access_denied', only('exchange a code')),
  {
    name: '200 with a token of another account',
    of: only('refresh a token'),
    give: (told) =>
      say(told, 200, {
        access_token: 'stolen',
        refresh_token: 'stolen',
        expires_in: 1800,
        hub_id: 999,
        token_type: 'bearer',
      }),
  },
  {
    name: '200 with a token without an end',
    of: only('refresh a token'),
    give: (told) => changed(told, ({ expires_in: _, ...rest }) => rest),
  },
]

async function forwarded(told: Told): Promise<void> {
  const { status, body } = await told.forward()
  say(told, status, body, { 'content-type': 'application/json' })
}
