import { Type, type Static, type TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { Temporary } from '../errors.ts'
import { createAppCall } from './app-call.ts'
import { AppRefused, GrantGone, type OAuth } from './oauth.ts'

/** HubSpot does not let this app read the journal: its credentials or scopes are not enough, or it has none. */
export class JournalRefused extends Temporary {
  override name = 'JournalRefused'
}

/** One step of the journal: a file that is fetched without a token, and where to go on from. */
export interface JournalPage {
  offset: string
  url: string
}

/** HubSpot's Webhooks Journal of our app, of all accounts at once. Throws `JournalRefused` or another `Temporary`. */
export interface Journal {
  /** From now on installs and uninstalls are written down; again and again it changes nothing. */
  subscribe(signal: AbortSignal): Promise<void>
  /**
   * What follows an offset, or where it is null the oldest that HubSpot still has; no page where nothing does. `lost`:
   * HubSpot no longer knows the offset, and this is the oldest page.
   */
  read(after: string | null, signal: AbortSignal): Promise<{ page: JournalPage | null; lost: boolean }>
}

/** Of one file; HubSpot says 5 MB, or 10,000 events. */
export const mostJournalBytes = 20_000_000

/** The date-based version of the journal's paths, which count by themselves. */
const version = '2026-03'

/** An installation, and its end. */
const eventTypes = ['4-1909196', '4-1916193']

const subscriptions = `subscriptions/${version}`

const scopes = ['read', 'subscriptions.read', 'subscriptions.write'].map((end) => `developer.webhooks_journal.${end}`)

/** A token is not begun to be used so shortly before its end; milliseconds. */
const last = 60_000

const PageAnswer = Type.Object({
  url: Type.String(),
  currentOffset: Type.Union([Type.String({ minLength: 1, maxLength: 200 }), Type.Integer()]),
})

const ListAnswer = Type.Object({ results: Type.Array(Type.Unknown()) })

/** HubSpot's own documents disagree on where a subscription in the list says what it is to. */
const Listed = Type.Object({
  subscriptionType: Type.String(),
  eventTypeId: Type.Optional(Type.Unknown()),
  objectTypeId: Type.Optional(Type.Unknown()),
})

export function createJournal(options: {
  apiUrl: string
  oauth: Pick<OAuth, 'appToken'>
  fetch: typeof fetch
  stopping: AbortSignal
  now: () => Date
  timeLimit?: number
}): Journal {
  const call = createAppCall(options)
  let held: { token: string; until: number } | null = null

  async function token(): Promise<string> {
    const now = options.now().getTime()
    if (held && now < held.until) return held.token
    try {
      const { accessToken, life } = await options.oauth.appToken(scopes)
      held = { token: accessToken, until: now + Math.max(life - last, life / 2) }
      return accessToken
    } catch (error) {
      if (error instanceof AppRefused || error instanceof GrantGone) {
        throw new JournalRefused('journal_refused', `no token for it: ${error.message}`, { cause: error })
      }
      throw error
    }
  }

  async function ask(path: string, signal: AbortSignal, body?: unknown): Promise<{ status: number; body: unknown }> {
    const asked = async () =>
      call(`/webhooks-journal/${path}`, {
        signal,
        headers: {
          authorization: `Bearer ${await token()}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
      })
    let answer = await asked()
    if (answer.status === 401) {
      held = null
      answer = await asked()
    }
    const { status } = answer
    if (status === 401 || status === 403) {
      held = null
      throw new JournalRefused('journal_refused', `HubSpot answered ${status} at ${path.split('/')[0]}`)
    }
    return answer
  }

  async function reading(path: string, signal: AbortSignal): Promise<JournalPage | null | 'unknown'> {
    const { status, body } = await ask(`journal/${version}/${path}`, signal)
    if (status === 204) return null
    if (status === 200) {
      const { url, currentOffset } = readAs(PageAnswer, body)
      return { url, offset: String(currentOffset) }
    }
    if ([400, 404, 410].includes(status)) return 'unknown'
    throw new Temporary('journal_failing', `HubSpot's journal answered ${status}`)
  }

  async function readingEnd(end: 'earliest' | 'latest', signal: AbortSignal): Promise<JournalPage | null> {
    const page = await reading(end, signal)
    if (page !== 'unknown') return page
    throw new JournalRefused('journal_refused', 'HubSpot has no journal of this app')
  }

  /** What the app is subscribed to. */
  async function subscribed(signal: AbortSignal): Promise<unknown[]> {
    const listed = await ask(subscriptions, signal)
    if (listed.status === 404) throw new JournalRefused('journal_refused', `HubSpot answered 404 at subscriptions`)
    const { results } = readAs(ListAnswer, listed.status === 200 ? listed.body : null)
    return results
      .filter((one) => Value.Check(Listed, one))
      .filter(({ subscriptionType }) => subscriptionType === 'APP_LIFECYCLE_EVENT')
      .flatMap(({ eventTypeId, objectTypeId }) => [eventTypeId, objectTypeId])
  }

  return {
    async subscribe(signal) {
      const known = await subscribed(signal)
      const missing = eventTypes.filter((eventTypeId) => !known.includes(eventTypeId))
      if (missing.length === 0) return
      for (const eventTypeId of missing) {
        const wanted = { subscriptionType: 'APP_LIFECYCLE_EVENT', eventTypeId, properties: ['hs_app_id'] }
        const { status } = await ask(subscriptions, signal, wanted)
        // A conflict: somebody else has just made the same one.
        if ((status < 200 || status >= 300) && status !== 409) {
          throw new JournalRefused('journal_refused', `HubSpot answered ${status} to a subscription`)
        }
      }
      // Whatever was answered, it is there if HubSpot lists it.
      const now = await subscribed(signal)
      if (missing.every((eventTypeId) => now.includes(eventTypeId))) return
      throw new Temporary('journal_failing', 'HubSpot did not take a subscription to its journal')
    },
    async read(after, signal) {
      if (after === null) return { page: await readingEnd('earliest', signal), lost: false }
      const next = await reading(`offset/${encodeURIComponent(after)}/next`, signal)
      if (next !== 'unknown') return { page: next, lost: false }
      // An offset is known for three days; and HubSpot does not say that it is known while nothing follows it.
      const newest = await readingEnd('latest', signal)
      if (newest === null || newest.offset === after) return { page: null, lost: false }
      return { page: await readingEnd('earliest', signal), lost: true }
    },
  }
}

function readAs<Schema extends TSchema>(schema: Schema, body: unknown): Static<Schema> {
  if (Value.Check(schema, body)) return body
  throw new Temporary('journal_unreadable', "HubSpot's journal gave an answer that cannot be read")
}
