import { signHubSpotRequest } from '../../relay/hubspot/signature.ts'

/** One event on the wire, in HubSpot's words. */
export type WebhookEvent = Readonly<Record<string, unknown>>

/** What HubSpot was answered, a batch each. */
export interface WebhookAnswer {
  status: number
  text: string
}

export interface WebhooksOptions {
  portalId: number
  /** The app's client secret, which signs every batch. */
  clientSecret: string
  /** The address in the app's webhooks file. */
  targetUrl: string
  now?: () => Date
  random?: () => number
  fetch?: typeof fetch
  /** Where a public address is reached on this machine. Default: there. */
  reach?: (url: string) => string
}

export interface Webhooks {
  /** An event of a contact, as `object.merge` or `contact.merge`; `more` are the members that only some events have. */
  event(subscriptionType: string, contactId: string, more?: WebhookEvent): WebhookEvent
  /** Posts events in batches of up to a hundred; each `copies` times, every time as another attempt, the first as `attempt`, and in any order. */
  post(
    events: readonly WebhookEvent[],
    how?: { copies?: number; shuffled?: boolean; attempt?: number },
  ): Promise<WebhookAnswer[]>
}

/** HubSpot's limit for one request. */
const batchSize = 100

/** Tells an app what happened to contacts, as HubSpot does: signed, in batches, more than once and in no order. */
export function createWebhooks(options: WebhooksOptions): Webhooks {
  const {
    portalId,
    clientSecret,
    targetUrl,
    now = () => new Date(),
    random = Math.random,
    fetch: send = fetch,
    reach = (url) => url,
  } = options
  let count = 0

  async function postBatch(events: readonly WebhookEvent[]): Promise<WebhookAnswer> {
    const body = Buffer.from(JSON.stringify(events))
    const signed = signHubSpotRequest('v3', clientSecret, { method: 'POST', uri: targetUrl, body, now: now() })
    const response = await send(reach(targetUrl), {
      method: 'POST',
      headers: { ...signed, 'content-type': 'application/json' },
      body,
      redirect: 'manual',
    })
    return { status: response.status, text: await response.text() }
  }

  return {
    event(subscriptionType, contactId, more = {}) {
      count += 1
      return {
        eventId: 100_000 + count,
        subscriptionId: 4_001,
        portalId,
        appId: 77,
        occurredAt: now().getTime(),
        subscriptionType,
        ...(subscriptionType.startsWith('object.') ? { objectTypeId: '0-1' } : {}),
        objectId: Number(contactId),
        changeSource: 'CRM',
        changeFlag: subscriptionType.split('.')[1]?.toUpperCase(),
        attemptNumber: 0,
        ...more,
      }
    },
    async post(events, { copies = 1, shuffled = false, attempt = 0 } = {}) {
      const all = Array.from({ length: copies }, (_, copy) =>
        events.map((event) => ({ ...event, attemptNumber: attempt + copy })),
      ).flat()
      const ordered = shuffled
        ? all
            .map((event) => ({ event, place: random() }))
            .toSorted((one, other) => one.place - other.place)
            .map(({ event }) => event)
        : all
      const batches = Array.from({ length: Math.ceil(ordered.length / batchSize) }, (_, index) =>
        ordered.slice(index * batchSize, (index + 1) * batchSize),
      )
      return Promise.all(batches.map(postBatch))
    },
  }
}
