/** How often each mark arrived where messages end: on phones and in people's mailboxes. */
export interface Arrivals {
  /** A message has arrived there; `key` names it at the network. */
  saw(arrived: { key: string; to: string; text: string }): void
  /** Messages with this text for this address, by their keys. */
  of(text: string, to: string): string[]
}

export function createArrivals(): Arrivals {
  const seen = new Map<string, Map<string, string>>()
  return {
    saw({ key, to, text }) {
      const there = seen.get(to) ?? new Map<string, string>()
      seen.set(to, there.set(key, text))
    },
    of: (text, to) => [...(seen.get(to) ?? [])].flatMap(([key, said]) => (said.includes(text) ? [key] : [])),
  }
}
