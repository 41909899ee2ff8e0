/** A line of the run, as far as it is known before anything is started. */
export interface TrafficLine {
  id: string
  provider: string
  channel: 'sms' | 'imessage' | 'whatsapp' | 'email'
  address: string
  /** Own ids at its vendor. */
  vendorId: string
}

/** How many lines of each: those that take a message a second have many. `-h` is read by its history, `-x` is written to. */
const plan: [provider: string, channel: TrafficLine['channel'], groups: Record<string, number>][] = [
  ['whatsapp', 'whatsapp', { m: 3, x: 2, s: 8 }],
  ['twilio', 'sms', { m: 3, x: 2, h: 1, s: 8 }],
  ['twilio', 'whatsapp', { w: 2 }],
  ['sendblue', 'imessage', { m: 6, x: 3, h: 1, s: 4 }],
  ['linq', 'imessage', { m: 3, x: 2, h: 1, s: 12 }],
  ['chert', 'imessage', { m: 3, x: 2, h: 1, s: 3 }],
  ['tuco', 'imessage', { m: 6, x: 3, h: 1, s: 3 }],
  ['kannel', 'sms', { m: 3, x: 2, s: 3 }],
  ['bluebubbles', 'imessage', { m: 6, x: 3, h: 1 }],
  ['email', 'email', { m: 4 }],
]

/** Every line: the group is part of its id, like `linq-m0`. Addresses are nobody's. */
export const lines: readonly TrafficLine[] = plan.flatMap(([provider, channel, groups], row) =>
  Object.entries(groups).flatMap(([group, count], place) =>
    Array.from({ length: count }, (_, index) => {
      const number = `+1212555${row}${place}${String(index).padStart(2, '0')}`
      const id = `${provider}-${group}${index}`
      const address = channel === 'email' ? `sales${index}@company.example` : number
      return { id, provider, channel, address, vendorId: `1065${row}${place}${String(index).padStart(2, '0')}2922` }
    }),
  ),
)

const byId = new Map(lines.map((line) => [line.id, line]))

export function lineOf(id: string): TrafficLine {
  const line = byId.get(id)
  if (!line) throw new Error(`there is no line ${id}`)
  return line
}

/** Where mails to an email line arrive. */
export function repliesOf(line: TrafficLine): string {
  return line.address.replace('sales', 'replies')
}
