import { Agent as HttpAgent, request as httpRequest } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'

/** A signed delivery that has to reach its receiver. */
export interface Webhook {
  id: string
  url: string
  body: string
  attempts: number
  /** Default POST. A vendor that asks with GET says everything in the address. */
  method?: 'GET' | 'POST'
  /** Sent in place of the body that was signed: a forgery, which is not tried again. */
  altered?: string
}

export interface WebhookOptions {
  /** Try again until the receiver answers 2xx. Default true. */
  retry?: boolean
  /** Milliseconds before the first new try; doubles with each. Default 200. */
  firstDelay?: number
  /** The longest pause between two tries, in milliseconds. Default 30 000. */
  longestDelay?: number
  /** Tries in all, about half an hour with the defaults. Default 60. */
  attempts?: number
  /** How many are under way at once. Default 32. */
  inFlight?: number
  /** Where a public address is reached on this machine. Default: there. */
  reach?: (url: string) => string
}

export interface Webhooks {
  post(webhook: Webhook): void
  /** Not yet taken by the receiver. */
  pending(): Webhook[]
  /** Resolves when nothing is left to deliver. */
  idle(): Promise<void>
  close(): void
}

const answerLimit = 15_000

/** Delivers webhooks with growing pauses between tries. `headers` signs each try anew, as senders do. */
export function createWebhooks(
  headers: (webhook: Webhook) => Record<string, string>,
  options: WebhookOptions,
): Webhooks {
  const {
    retry = true,
    firstDelay = 200,
    longestDelay = 30_000,
    attempts = 60,
    inFlight = 32,
    reach = (url) => url,
  } = options
  const agents = {
    http: new HttpAgent({ keepAlive: true, maxSockets: inFlight }),
    https: new HttpsAgent({ keepAlive: true, maxSockets: inFlight }),
  }
  const pending = new Set<Webhook>()
  const waiting: Webhook[] = []
  const timers = new Set<NodeJS.Timeout>()
  let idlers: (() => void)[] = []
  let underWay = 0
  let closed = false

  function next(): void {
    while (!closed && underWay < inFlight) {
      const webhook = waiting.shift()
      if (!webhook) return
      underWay += 1
      attempt(webhook, (taken) => {
        underWay -= 1
        webhook.attempts += 1
        if (taken || !retry || webhook.altered !== undefined || webhook.attempts >= attempts) done(webhook)
        else again(webhook)
        next()
      })
    }
  }

  function again(webhook: Webhook): void {
    if (closed) return
    const delay = Math.min(longestDelay, firstDelay * 2 ** (webhook.attempts - 1))
    const timer = setTimeout(() => {
      timers.delete(timer)
      waiting.push(webhook)
      next()
    }, delay)
    timers.add(timer)
  }

  function done(webhook: Webhook): void {
    pending.delete(webhook)
    if (pending.size > 0) return
    for (const resolve of idlers) resolve()
    idlers = []
  }

  function attempt(webhook: Webhook, finish: (taken: boolean) => void): void {
    const body = webhook.altered ?? webhook.body
    const url = reach(webhook.url)
    const secure = url.startsWith('https:')
    const send = secure ? httpsRequest : httpRequest
    let settled = false
    const settle = (taken: boolean) => {
      if (settled) return
      settled = true
      finish(taken)
    }
    const request = send(url, {
      method: webhook.method ?? 'POST',
      agent: secure ? agents.https : agents.http,
      timeout: answerLimit,
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        ...headers(webhook),
      },
    })
    request.on('response', (response) => {
      const status = response.statusCode ?? 0
      response.resume()
      response.on('close', () => settle(response.complete && status >= 200 && status < 300))
    })
    request.on('timeout', () => request.destroy(new Error('no answer')))
    request.on('error', () => settle(false))
    request.end(body)
  }

  return {
    post(webhook) {
      if (closed) return
      pending.add(webhook)
      waiting.push(webhook)
      next()
    },
    pending: () => [...pending],
    idle: () => (pending.size === 0 ? Promise.resolve() : new Promise((resolve) => idlers.push(resolve))),
    close() {
      closed = true
      for (const timer of timers) clearTimeout(timer)
      agents.http.destroy()
      agents.https.destroy()
      for (const resolve of idlers) resolve()
      idlers = []
    },
  }
}
