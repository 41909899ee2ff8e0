import { cutText } from '../../contract/cut-text.ts'

/** An answer as it came over the wire. */
export interface HubSpotAnswer {
  status: number
  /** The header `Retry-After`: seconds, or a date. */
  retryAfter: string | null
  text: string
}

/**
 * `done`: it is done, and `body` is what HubSpot says. `wait`: surely not done, and passes by itself. `failing`: passes by
 * itself, and may have been done. `token`, `scope` and `payment` are an admin's to mend; nothing was done. `gone`: what
 * was asked about is not there. `refused`: HubSpot means what was asked for, and says why. `unclear`: not done, and nobody
 * says why; the answer may be another's than HubSpot's, and may be given for one row or for everything.
 */
export type Meaning = 'done' | 'wait' | 'failing' | 'token' | 'scope' | 'payment' | 'gone' | 'refused' | 'unclear'

export interface Judged {
  means: Meaning
  /** Stable. */
  code: string
  /** HubSpot's own words, or ours where it says nothing; fit to be stored and shown. */
  message: string
  /** What HubSpot itself said as JSON; null where it said nothing. */
  body: unknown
  /** Milliseconds, where HubSpot says them. */
  retryAfter: number | undefined
}

/** Who speaks: `json` is HubSpot (an object with a member of its error envelope), `page` anybody else, `empty` nobody. */
type Voice = 'json' | 'page' | 'empty'

interface Row {
  status: readonly (number | readonly [from: number, to: number])[]
  voice?: readonly Voice[]
  /** Of HubSpot's category; an answer without one has the empty one. */
  category?: RegExp
  /** What else must be true of the answer. */
  when?: (said: Said) => boolean
  means: Meaning
  code: string
}

interface Said {
  answer: HubSpotAnswer
  path: string
  envelope: Record<string, unknown>
}

const passing = /RATE_LIMIT|TOO_MANY_REQUESTS|THROTTL|UNAVAILABLE|TEMPORAR|TRANSIENT|^LOCKED$/
const broken = /INTERNAL_ERROR|SERVER_ERROR|TIME_?OUT|BAD_GATEWAY/
const any4xx = [[400, 499]] as const

/**
 * Every answer of HubSpot and of what stands between it and us; the first row that fits counts. No call of the relay
 * judges a status by itself.
 * Sources: developers.hubspot.com/docs/api-reference/error-handling (207, 401, 403, 414, 423, 429, 477, 502 to 504, 521 to
 * 526; "the fields should all be treated as optional"), reference/hubspot-api.md sections 1, 5.1 and 10 (envelope, categories,
 * 207, OAuth), and what was tried with a proxy in HubSpot's place (408, 425, 499, pages with any status).
 */
const answerTable: readonly Row[] = [
  { status: [[200, 299]], when: isError, means: 'failing', code: 'hubspot_unreadable' },
  { status: [[200, 299]], when: isReadable, means: 'done', code: 'done' },
  { status: [[200, 299]], means: 'failing', code: 'hubspot_unreadable' },
  // Not followed: what a redirect leads to is no answer of HubSpot's to what was asked.
  { status: [[300, 399]], means: 'failing', code: 'hubspot_redirects' },
  { status: [429], means: 'wait', code: 'hubspot_rate_limit' },
  { status: [423, 425, 477], means: 'wait', code: 'hubspot_busy' },
  { status: [408, 499, [500, 599]], means: 'failing', code: 'hubspot_failing' },
  { status: [402], means: 'payment', code: 'hubspot_payment' },
  { status: any4xx, voice: ['json'], category: passing, means: 'wait', code: 'hubspot_busy' },
  { status: any4xx, voice: ['json'], category: broken, means: 'failing', code: 'hubspot_failing' },
  { status: any4xx, voice: ['json'], category: /^MISSING_SCOPES$/, means: 'scope', code: 'hubspot_scope_missing' },
  { status: [403], voice: ['json'], when: namesScopes, means: 'scope', code: 'hubspot_scope_missing' },
  { status: any4xx, voice: ['json'], category: /_AUTHENTICATION$/, means: 'token', code: 'hubspot_token_refused' },
  { status: [401], voice: ['json', 'empty'], means: 'token', code: 'hubspot_token_refused' },
  { status: [404, 410], voice: ['json'], category: /OBJECT_NOT_FOUND/, means: 'gone', code: 'hubspot_refused' },
  // Without a category it is an object's only where the path names one; any other is no path of HubSpot's.
  { status: [404], voice: ['json'], category: /^$/, when: namesObject, means: 'gone', code: 'hubspot_refused' },
  { status: [400, 409, 413, 414, 422], voice: ['json'], means: 'refused', code: 'hubspot_refused' },
  { status: [403], voice: ['json'], means: 'unclear', code: 'hubspot_forbidden' },
  { status: [[0, 999]], means: 'unclear', code: 'hubspot_unclear' },
]

/** Nobody is held off for longer without asking again, whatever a header says; milliseconds. */
const longest = 600_000

/** What an answer means. `path` is what was asked for. */
export function judgeAnswer(answer: HubSpotAnswer, path: string): Judged {
  const body = parse(answer.text)
  const envelope = isObject(body) ? body : {}
  const said = { answer, path, envelope }
  const voice: Voice = answer.text.trim() === '' ? 'empty' : isHubSpots(envelope) ? 'json' : 'page'
  const category = categoryOf(envelope)
  const { means, code } = answerTable.find(
    (row) =>
      row.status.some((one) =>
        typeof one === 'number' ? one === answer.status : answer.status >= one[0] && answer.status <= one[1],
      ) &&
      (row.voice?.includes(voice) ?? true) &&
      (row.category?.test(category) ?? true) &&
      (row.when?.(said) ?? true),
  )!
  const message = wordsOf(envelope.message) || `HubSpot answered ${answer.status}${titleOf(voice, answer.text)}`
  const own = means === 'done' || voice === 'json' ? (body ?? null) : null
  return { means, code, message, body: own, retryAfter: milliseconds(answer.retryAfter) }
}

/** What HubSpot says of a row among others that it did not take; every member may be missing. */
export interface RowError {
  status?: unknown
  category?: unknown
  message?: unknown
  context?: unknown
}

/** What one error of a partial answer means, and its words. It was not done, or HubSpot would name it among the results. */
export function judgeRow(error: RowError): { means: Exclude<Meaning, 'done'>; message: string } {
  const category = categoryOf({ ...error })
  const message = wordsOf(error.message) || 'HubSpot refused it'
  const status = Number(error.status)
  if (Number.isInteger(status) && status >= 400) {
    const { means } = judgeAnswer({ status, retryAfter: null, text: JSON.stringify({ ...error, message }) }, '')
    if (means !== 'done' && means !== 'unclear') return { means, message }
  }
  if (passing.test(category)) return { means: 'wait', message }
  if (broken.test(category)) return { means: 'failing', message }
  if (category === 'MISSING_SCOPES') return { means: 'scope', message }
  if (category === 'OBJECT_NOT_FOUND') return { means: 'gone', message }
  return { means: 'refused', message }
}

/** Scopes that an answer names as missing; every part of what names them may be missing itself. */
export function missingScopes(body: unknown): string[] {
  const errors = isObject(body) && Array.isArray(body.errors) ? [body, ...(body.errors as unknown[])] : [body]
  const named = errors.flatMap((error) => {
    const context = isObject(error) && isObject(error.context) ? error.context : {}
    return [context.requiredGranularScopes, context.requiredScopes, context.missingScopes].flat()
  })
  return [...new Set(named.filter((scope) => typeof scope === 'string'))]
}

function isReadable({ answer }: Said): boolean {
  return answer.text === '' || parse(answer.text) !== undefined
}

/** HubSpot's own error envelope under a status that says that all is well. */
function isError({ envelope }: Said): boolean {
  return envelope.status === 'error' && !('results' in envelope)
}

function namesScopes({ envelope }: Said): boolean {
  return missingScopes(envelope).length > 0 || /\bscopes?\b/i.test(wordsOf(envelope.message))
}

function namesObject({ path, envelope }: Said): boolean {
  return /\/\d+(?:\?|$)/.test(path) && envelope.status === 'error'
}

function isHubSpots(envelope: Record<string, unknown>): boolean {
  return ['status', 'message', 'category', 'correlationId', 'policyName', 'errors', 'error'].some(
    (name) => name in envelope,
  )
}

function categoryOf({ category, errorType }: Record<string, unknown>): string {
  return typeof category === 'string' ? category : typeof errorType === 'string' ? errorType : ''
}

/** A page has a title that tells a person whose it is. */
function titleOf(voice: Voice, text: string): string {
  if (voice !== 'page') return ''
  const title = /<title>([^<]{1,100})/iu.exec(text.slice(0, 10_000))?.[1]?.trim()
  return title ? ` with a page (${wordsOf(title)})` : ' with what is no answer of its own'
}

/** Words of another side may be of any length, and hold what no database takes. */
function wordsOf(said: unknown): string {
  return typeof said === 'string' ? cutText(said, 500).toWellFormed().replaceAll('\0', '').trim() : ''
}

function milliseconds(header: string | null): number | undefined {
  if (header === null) return undefined
  const wait = /^\d+$/.test(header.trim()) ? Number(header) * 1_000 : Date.parse(header) - Date.now()
  return wait > 0 ? Math.min(wait, longest) : undefined
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
