import type { PhoneMessage } from './phone-wire.ts'

/** A message with the time it was written; `at` moves with its status. */
export interface KeptMessage extends PhoneMessage {
  writtenAt: string
}

/** All messages of the network, by every way they are asked for. */
export interface Ledger {
  seq(): number
  add(message: Omit<KeptMessage, 'seq'>): KeptMessage
  /** Gives a message its next status and with it a new place in the order of changes. */
  change(id: string, status: PhoneMessage['status'], at: string): KeptMessage | undefined
  get(id: string): KeptMessage | undefined
  under(reference: string): KeptMessage[]
  /** What changed on a line after `seq`, oldest change first. */
  after(line: string, seq: number, limit: number): KeptMessage[]
  /** In the order they were written. */
  ofPhone(address: string): KeptMessage[]
  phones(): string[]
  all(): KeptMessage[]
  load(seq: number, messages: readonly KeptMessage[]): void
}

/** `keep`: how many of the newest messages are remembered; older ones are forgotten everywhere. */
export function createLedger(keep: number): Ledger {
  let seq = 0
  const byId = new Map<string, KeptMessage>()
  const byReference = new Map<string, KeptMessage[]>()
  const byPhone = new Map<string, Map<string, KeptMessage>>()
  // A Map remembers the order of insertion, so taking a message out and putting it back keeps each line in seq order.
  const byLine = new Map<string, Map<string, KeptMessage>>()

  const phoneOf = (message: PhoneMessage) => (message.direction === 'to_phone' ? message.to : message.from)
  const lineOf = (message: PhoneMessage) => (message.direction === 'to_phone' ? message.from : message.to)

  function place(message: KeptMessage): void {
    byId.set(message.id, message)
    mapIn(byPhone, phoneOf(message)).set(message.id, message)
    mapIn(byLine, lineOf(message)).set(message.id, message)
    if (message.reference !== null) {
      const same = byReference.get(message.reference)
      if (same) same.push(message)
      else byReference.set(message.reference, [message])
    }
    if (byId.size > keep) forgetOldest()
  }

  function forgetOldest(): void {
    const oldest = byId.values().next().value
    if (!oldest) return
    byId.delete(oldest.id)
    byPhone.get(phoneOf(oldest))?.delete(oldest.id)
    byLine.get(lineOf(oldest))?.delete(oldest.id)
    if (oldest.reference !== null) byReference.delete(oldest.reference)
  }

  return {
    seq: () => seq,
    add(draft) {
      const message: KeptMessage = { ...draft, seq: ++seq }
      place(message)
      return message
    },
    change(id, status, at) {
      const message = byId.get(id)
      if (!message) return undefined
      message.status = status
      message.at = at
      message.seq = ++seq
      const line = mapIn(byLine, lineOf(message))
      line.delete(id)
      line.set(id, message)
      return message
    },
    get: (id) => byId.get(id),
    under: (reference) => byReference.get(reference) ?? [],
    after(line, from, limit) {
      const found: KeptMessage[] = []
      for (const message of byLine.get(line)?.values() ?? []) {
        if (message.seq > from && found.push(message) >= limit) break
      }
      return found
    },
    ofPhone: (address) => [...(byPhone.get(address)?.values() ?? [])],
    phones: () => [...byPhone.keys()],
    all: () => [...byId.values()],
    load(from, messages) {
      seq = from
      for (const index of [byId, byReference, byPhone, byLine]) index.clear()
      for (const message of messages) place({ ...message })
      const inChangeOrder = [...messages].sort((one, other) => one.seq - other.seq)
      for (const { id } of inChangeOrder) {
        const message = byId.get(id)
        if (!message) continue
        const line = mapIn(byLine, lineOf(message))
        line.delete(id)
        line.set(id, message)
      }
    },
  }
}

function mapIn<Value>(maps: Map<string, Map<string, Value>>, key: string): Map<string, Value> {
  let map = maps.get(key)
  if (!map) maps.set(key, (map = new Map<string, Value>()))
  return map
}
