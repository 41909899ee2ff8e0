import type { PhoneFault } from './phone-wire.ts'

const requestModes: readonly PhoneFault['mode'][] = [
  'slow',
  'throttle',
  'refuse',
  'error',
  'hang',
  'reset',
  'malformed',
]

/** What goes wrong, at which door. Settable while the network runs. */
export interface Faults {
  /** Replaces whatever was set before; nothing or `none` heals the network. */
  set(...faults: PhoneFault[]): void
  list(): PhoneFault[]
  /** The fault that befalls this request about a phone, if any; counts it against `times`. */
  ofRequest(on: 'send' | 'read', phone: string | undefined): PhoneFault | undefined
  /** True when this webhook fault befalls the webhook at hand, about a phone; counts it against `times`. */
  ofWebhook(mode: PhoneFault['mode'], phone: string): boolean
}

export function createFaults(random: () => number): Faults {
  let active: { fault: PhoneFault; left: number }[] = []

  function strike(phone: string | undefined, matches: (fault: PhoneFault) => boolean): PhoneFault | undefined {
    for (const entry of active) {
      if (entry.fault.to !== undefined && entry.fault.to !== phone) continue
      if (!matches(entry.fault) || random() >= (entry.fault.share ?? 1)) continue
      entry.left -= 1
      if (entry.left <= 0) active = active.filter((other) => other !== entry)
      return entry.fault
    }
    return undefined
  }

  return {
    set(...faults) {
      active = faults
        .filter((fault) => fault.mode !== 'none')
        .map((fault) => ({ fault, left: fault.times ?? Number.POSITIVE_INFINITY }))
    },
    list: () => active.map((entry) => entry.fault),
    ofRequest: (on, phone) =>
      active.length === 0
        ? undefined
        : strike(phone, (fault) => requestModes.includes(fault.mode) && (fault.on ?? 'send') === on),
    ofWebhook: (mode, phone) => active.length > 0 && strike(phone, (fault) => fault.mode === mode) !== undefined,
  }
}
