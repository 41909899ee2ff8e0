/** What was asked of HubSpot's OAuth endpoints: tokens for a code, for a grant, or something of the app itself. */
export type GrantAsked = 'code' | 'grant' | 'app'

/**
 * `code`: it is no longer good, and the install link must be opened again. `person`: whoever agreed may not. `grant`: the
 * account has taken it back. `app`: HubSpot does not accept our client id, secret, address or scopes, or says what nobody
 * knows.
 */
export type GrantJudged = 'code' | 'person' | 'grant' | 'app'

interface Row {
  asked: readonly GrantAsked[]
  says: RegExp
  means: GrantJudged
}

const every = ['code', 'grant', 'app'] as const

/**
 * By HubSpot's `status`, whose words say more than `error`, which has those of RFC 6749; the first row that fits counts. Only
 * what surely says that a grant is gone cuts an account off.
 * Sources: reference/hubspot-api.md section 1 (BAD_AUTH_CODE, BAD_REFRESH_TOKEN, BAD_CLIENT_ID, BAD_HUB and others), RFC 6749
 * section 5.2, and what was tried on the running relay (EXPIRED_AUTH_CODE and its like).
 */
const statuses: readonly Row[] = [
  {
    asked: ['code'],
    says: /AUTH_?CODE|CODE_(VERIFIER|CHALLENGE)|AUTHORIZATION_CODE|CODE_EXPIRED|^BAD_HUB$/,
    means: 'code',
  },
  { asked: ['grant'], says: /^(BAD|INVALID|EXPIRED|REVOKED|UNKNOWN|MISSING)_REFRESH_TOKEN$|^BAD_HUB$/, means: 'grant' },
  { asked: ['code', 'grant'], says: /USER|PERMISSION|HUB|PORTAL|ACCOUNT/, means: 'person' },
  { asked: every, says: /CLIENT|REDIRECT_URI|GRANT_TYPE|SCOPE/, means: 'app' },
  { asked: ['code', 'grant'], says: /FORBIDDEN|NOT_ALLOWED|DENIED/, means: 'person' },
]

const errors: readonly Row[] = [
  { asked: ['code'], says: /^invalid_grant$/, means: 'code' },
  { asked: ['grant'], says: /^invalid_grant$/, means: 'grant' },
  {
    asked: every,
    says: /^(invalid_client|unauthorized_client|unsupported_grant_type|invalid_scope|invalid_request)$/,
    means: 'app',
  },
  { asked: ['code', 'grant'], says: /^access_denied$/, means: 'person' },
]

/** Of a code that HubSpot does not take in words that nobody knows, a new one is tried: an app that is wrong is known by them. */
export function judgeGrant({ status, error }: { status: string; error: string }, asked: GrantAsked): GrantJudged {
  const found = (rows: readonly Row[], said: string) =>
    rows.find((row) => row.asked.includes(asked) && row.says.test(said))?.means
  return found(statuses, status.toUpperCase()) ?? found(errors, error) ?? (asked === 'code' ? 'code' : 'app')
}
