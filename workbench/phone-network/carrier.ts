import type { PhoneEvent, PhoneMessage, PhoneSend } from './phone-wire.ts'
import type { Faults } from './faults.ts'
import type { Journal } from './journal.ts'
import type { KeptMessage, Ledger } from './ledger.ts'
import type { Webhook } from './webhooks.ts'

export interface CarrierParts {
  now: () => Date
  newId: () => string
  ledger: Ledger
  faults: Faults
  journal: Journal | undefined
  post: (webhook: Webhook) => void
  changed: (message: KeptMessage) => void
  /** Milliseconds until a message is delivered; null: by hand. */
  deliverAfter: number | null
  unreachable: ReadonlySet<string>
}

/** Carries messages between lines and phones, and reports to the lines. */
export interface Carrier {
  send(message: PhoneSend): KeptMessage
  write(message: { from: string; to: string; body: string; channel: string }): KeptMessage
  deliver(id: string): void
  look(phone: string, thread?: PhoneThread): void
  registerLine(address: string, callbackUrl: string): void
  lines(): [address: string, callbackUrl: string][]
  /** Takes up deliveries that a restart interrupted. */
  resume(): void
  close(): void
}

/** What a person reads at once: what came from one line by one channel. */
export interface PhoneThread {
  line: string
  channel: string
}

export function createCarrier(parts: CarrierParts): Carrier {
  const { now, newId, ledger, faults } = parts
  const lines = new Map<string, string>()
  const timers = new Set<NodeJS.Timeout>()

  function accept(draft: Omit<KeptMessage, 'seq' | 'id' | 'at' | 'writtenAt'>): KeptMessage {
    const at = now().toISOString()
    const message = ledger.add({ ...draft, id: newId(), at, writtenAt: at })
    parts.journal?.append(onWire(message))
    parts.changed(message)
    return message
  }

  function report(type: PhoneEvent['type'], line: string, message: PhoneMessage): void {
    const url = lines.get(line)
    const phone = message.from === line ? message.to : message.from
    if (url === undefined || faults.ofWebhook('drop', phone)) return
    const webhook: Webhook = { id: newId(), url, body: JSON.stringify({ type, message: onWire(message) }), attempts: 0 }
    if (faults.ofWebhook('tamper', phone)) webhook.altered = JSON.stringify({ type, message: forged(message) })
    parts.post(webhook)
    if (faults.ofWebhook('duplicate', phone)) parts.post({ ...webhook, attempts: 0 })
  }

  function change(id: string, status: PhoneMessage['status']): void {
    const message = ledger.change(id, status, now().toISOString())
    if (!message) return
    parts.changed(message)
    report('message.status', message.from, message)
  }

  function deliver(id: string): void {
    const message = ledger.get(id)
    if (message?.status !== 'sent') return
    if (parts.unreachable.has(message.to)) return change(id, 'undelivered')
    if (!faults.ofWebhook('reorder', message.to)) return change(id, 'delivered')
    const past = ledger.change(id, 'read', now().toISOString())
    if (!past) return
    parts.changed(past)
    for (const status of ['read', 'delivered', 'sent'] as const) {
      report('message.status', past.from, { ...past, status })
    }
  }

  function deliverSoon(id: string): void {
    if (parts.deliverAfter === null) return
    const timer = setTimeout(() => {
      timers.delete(timer)
      deliver(id)
    }, parts.deliverAfter)
    timers.add(timer)
  }

  return {
    send(message) {
      const { from, to, body, channel, reference } = message
      lines.set(from, message.callbackUrl)
      const sent = accept({ direction: 'to_phone', from, to, body, channel, reference, status: 'sent' })
      deliverSoon(sent.id)
      if (faults.ofWebhook('echo', to)) {
        report('message.received', from, { ...sent, direction: 'from_phone', reference: null, status: 'received' })
      }
      return sent
    },
    write({ from, to, body, channel }) {
      const written = accept({
        direction: 'from_phone',
        from,
        to,
        body,
        channel,
        reference: null,
        status: 'received',
      })
      report('message.received', to, written)
      return written
    },
    deliver,
    look(phone, thread) {
      for (const { id, direction, status, from, channel } of ledger.ofPhone(phone)) {
        if (thread && (thread.line !== from || thread.channel !== channel)) continue
        if (direction === 'to_phone' && status === 'sent') deliver(id)
        if (direction === 'to_phone' && ledger.get(id)?.status === 'delivered') change(id, 'read')
      }
    },
    registerLine: (address, callbackUrl) => {
      lines.set(address, callbackUrl)
    },
    lines: () => [...lines],
    resume() {
      for (const { id, status } of ledger.all()) if (status === 'sent') deliverSoon(id)
    },
    close() {
      for (const timer of timers) clearTimeout(timer)
      timers.clear()
    },
  }
}

/** A message as the wire shows it. */
export function onWire(message: PhoneMessage & { writtenAt?: string }): PhoneMessage {
  const { writtenAt: _, ...shown } = message
  return shown
}

function forged(message: PhoneMessage): PhoneMessage {
  return { ...onWire(message), body: `${message.body} (altered)` }
}
