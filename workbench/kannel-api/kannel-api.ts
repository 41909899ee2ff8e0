import { randomUUID } from 'node:crypto'
import { createFakeVendor, type FakeVendor } from '../fake-vendor/fake-vendor.ts'
import type { WebhookOptions } from '../phone-network/webhooks.ts'
import { fillEscapeCodes } from './fill-escape-codes.ts'
import { answer, takeSendsms, type SendsmsUser, type Submitted } from './take-sendsms.ts'

export interface KannelApiOptions extends Partial<SendsmsUser> {
  /** The service's `post-url`, with escape codes. */
  postUrl: string
  /** Reports at once that the SMSC took a message, as Kannel does. Default true. */
  reports?: boolean
  /** Whether an SMSC is bound; messages queue until there is one. Default true. */
  bound?: boolean
  now?: () => Date
  /** Pauses between tries, `http-queue-delay` and `http-request-retry`. */
  webhooks?: WebhookOptions
}

/** A message as it reached a phone. */
export interface KannelMessage extends Submitted {
  id: string
}

/** A delivery report: 1 delivered, 2 undeliverable, 4 queued, 8 taken and 16 refused by the SMSC, 32 on its way. */
export type ReportType = 1 | 2 | 4 | 8 | 16 | 32

export interface KannelApi extends FakeVendor {
  /** What reached phones, oldest first. */
  messages(): KannelMessage[]
  /** Reports on a message; `said` is what the SMSC said, which `%A` stands for. */
  report(id: string, type: ReportType, said?: string): void
  /** Somebody writes to the line. Returns the id that `%I` stands for. */
  write(message: { from: string; to: string; body: string }): string
}

/**
 * Kannel's sendsms over real HTTP on 127.0.0.1, reports and replies included. It signs nothing, calls GET for reports,
 * and posts a reply as bare text whose sender stands in the address only.
 */
export function createKannelApi(options: KannelApiOptions): KannelApi {
  const { now = () => new Date(), reports = true, bound = true } = options
  const user: SendsmsUser = {
    username: options.username ?? 'homing',
    password: options.password ?? 'a-password',
    maxMessages: options.maxMessages ?? 10,
    denied: options.denied ?? [],
  }
  const messages: KannelMessage[] = []
  const seconds = () => Math.floor(now().getTime() / 1000)

  const vendor = createFakeVendor({
    sends: ({ path, headers, query }) =>
      path === '/cgi-bin/sendsms' && Boolean(headers['x-kannel-to'] ?? query.get('to')),
    sign: () => ({ 'user-agent': 'Kannel/1.4.5', 'content-type': 'text/plain; charset="UTF-8"' }),
    ...(options.webhooks === undefined ? {} : { webhooks: options.webhooks }),
    answer(request) {
      if (request.path !== '/cgi-bin/sendsms') return answer(404, 'Unknown request.')
      if (request.method !== 'GET' && request.method !== 'POST') return answer(400, '')
      const taken = takeSendsms(request, user)
      if ('reply' in taken) return taken.reply
      for (const submitted of taken.submitted) take(submitted)
      return answer(202, bound ? '0: Accepted for delivery' : '3: Queued for later delivery')
    },
  })

  function take(submitted: Submitted): void {
    const message = { ...submitted, id: randomUUID() }
    messages.push(message)
    if (bound && reports) report(message.id, 8, 'ACK/')
  }

  function report(id: string, type: ReportType, said = ''): void {
    const message = messages.find((each) => each.id === id)
    if (!message || message.dlrUrl === '' || (message.dlrMask & type) === 0) return
    const { from: P, to: p } = message
    vendor.get(fillEscapeCodes(message.dlrUrl, { d: type, A: said, T: seconds(), I: randomUUID(), F: id, p, P }))
  }

  return {
    ...vendor,
    // A spread would freeze it before it listens.
    get url() {
      return vendor.url
    },
    messages: () => [...messages],
    report,
    write({ from, to, body }) {
      const id = randomUUID()
      vendor.post(fillEscapeCodes(options.postUrl, { I: id, p: from, P: to, T: seconds(), c: 0 }), body)
      return id
    },
  }
}
