import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createCarrier, type PhoneThread } from './carrier.ts'
import { createDoor } from './door.ts'
import { createFaults, type Faults } from './faults.ts'
import { openJournal } from './journal.ts'
import { createLedger, type KeptMessage } from './ledger.ts'
import { signWebhook } from './sign-webhook.ts'
import { createWebhooks, type Webhook, type WebhookOptions } from './webhooks.ts'

export interface PhoneNetworkOptions {
  /** What senders must show as `Authorization: Bearer`. */
  key: string
  /** Signs webhooks; several while one is being replaced. */
  secret: string | readonly string[]
  now?: () => Date
  /** Decides which requests a fault with a `share` befalls. */
  random?: () => number
  newId?: () => string
  /** Milliseconds until a message is delivered, 300 by default; null: only by `deliver` or `look`. */
  deliverAfter?: number | null
  webhooks?: WebhookOptions
  find?: 'on' | 'off'
  /** Addresses that accept and never receive: messages to them end `undelivered`. */
  unreachable?: readonly string[]
  /** Addresses that are refused outright. */
  blocked?: readonly string[]
  /** Phones that lack a channel, as `<channel>/<address>`: `imessage/+12025550199`. */
  without?: readonly string[]
  /** A file that keeps every message, appended before the sender is answered. */
  journal?: string
  /** How many of the newest messages are remembered; all by default. Set it for long benches. */
  keep?: number
}

/** All that survives a restart, as plain data. */
export interface PhoneNetworkSnapshot {
  seq: number
  messages: KeptMessage[]
  lines: [address: string, callbackUrl: string][]
  webhooks: Webhook[]
}

export interface PhoneNetwork {
  /** Known once it listens. */
  readonly url: string
  listen(port?: number): Promise<string>
  close(): Promise<void>
  faults: Faults
  /** How many messages arrived under this reference. */
  received(reference: string): number
  messages(): KeptMessage[]
  phones(): string[]
  phone(address: string): { messages(): KeptMessage[]; look(): void }
  /** Somebody writes on the phone. */
  write(message: { from: string; to: string; body: string; channel: string }): KeptMessage
  /** Somebody looks at the phone: what it holds is read, or what one thread holds. */
  look(address: string, thread?: PhoneThread): void
  /** Delivers by hand. */
  deliver(id: string): void
  registerLine(line: { address: string; callbackUrl: string }): void
  /** Calls back with every new message and status; returns the end of it. */
  onChange(listener: (message: KeptMessage) => void): () => void
  /** Resolves when every webhook has been taken. */
  idle(): Promise<void>
  snapshot(): PhoneNetworkSnapshot
  restore(snapshot: PhoneNetworkSnapshot): void
}

/** Phones, and the network that reaches them, as a real HTTP server on 127.0.0.1. The wire is `workbench/phone-network/phone-wire.ts`. */
export function createPhoneNetwork(options: PhoneNetworkOptions): PhoneNetwork {
  const { now = () => new Date(), random = Math.random, newId = randomUUID } = options
  const ledger = createLedger(options.keep ?? Number.POSITIVE_INFINITY)
  const faults = createFaults(random)
  const journal = options.journal === undefined ? undefined : openJournal(options.journal)
  const listeners = new Set<(message: KeptMessage) => void>()
  const webhooks = createWebhooks(
    ({ id, body }) => signWebhook(options.secret, { id, at: now().getTime(), body }),
    options.webhooks ?? {},
  )
  const carrier = createCarrier({
    now,
    newId,
    ledger,
    faults,
    journal,
    post: (webhook) => webhooks.post(webhook),
    changed: (message) => {
      for (const listener of listeners) listener(message)
    },
    deliverAfter: options.deliverAfter === undefined ? 300 : options.deliverAfter,
    unreachable: new Set(options.unreachable),
  })
  const server = createServer(
    createDoor({
      key: options.key,
      carrier,
      ledger,
      faults,
      find: options.find !== 'off',
      blocked: new Set(options.blocked),
      without: new Set(options.without),
    }),
  )
  let url = ''

  return {
    get url() {
      return url
    },
    async listen(port = 0) {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject)
        server.listen(port, '127.0.0.1', resolve)
      })
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
      return url
    },
    async close() {
      carrier.close()
      webhooks.close()
      if (server.listening) {
        const closed = new Promise((resolve) => server.close(resolve))
        server.closeAllConnections()
        await closed
      }
      journal?.close()
    },
    faults,
    received: (reference) => ledger.under(reference).length,
    messages: () => ledger.all(),
    phones: () => ledger.phones(),
    phone: (address) => ({ messages: () => ledger.ofPhone(address), look: () => carrier.look(address) }),
    write: (message) => carrier.write(message),
    look: (address, thread) => carrier.look(address, thread),
    deliver: (id) => carrier.deliver(id),
    registerLine: ({ address, callbackUrl }) => carrier.registerLine(address, callbackUrl),
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    idle: () => webhooks.idle(),
    snapshot: () =>
      structuredClone({
        seq: ledger.seq(),
        messages: ledger.all(),
        lines: carrier.lines(),
        webhooks: webhooks.pending(),
      }),
    restore(snapshot) {
      ledger.load(snapshot.seq, snapshot.messages)
      for (const [address, callbackUrl] of snapshot.lines) carrier.registerLine(address, callbackUrl)
      for (const webhook of snapshot.webhooks) webhooks.post({ ...webhook, attempts: 0 })
      carrier.resume()
    },
  }
}
