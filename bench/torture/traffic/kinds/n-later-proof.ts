import { begin } from '../forms/begin.ts'
import { tellFailure, tellStage, type Failure, type Stage } from '../forms/tell-status.ts'
import type { Act, Status } from '../item.ts'
import { lineOf } from '../lines.ts'
import type { Maker } from '../maker.ts'

/** Failures of which some say something of the address, and some nothing. */
const failures: Record<string, Failure[]> = {
  whatsapp: [{ code: 131026 }, { code: 131000 }, { code: 131049 }],
  twilio: [{ code: 30003 }, { code: 30005 }, { code: 30008 }],
  sendblue: [{ code: 10001 }, { code: 4002 }],
  linq: [{ code: 4001 }, { code: 3007 }],
  tuco: [{ words: 'Delivery failed' }, { words: 'iMessage not available' }],
  kannel: [{ words: 'stat:UNDELIV err:001' }, { words: 'stat:REJECTD err:069' }],
  bluebubbles: [{ code: 22 }, { code: 4 }],
}

const ways: Record<string, Stage[]> = {
  'then delivered': ['delivered'],
  'then read': ['read'],
  'then delivered and read': ['delivered', 'read'],
  'between sent and delivered': ['sent', 'delivered'],
}

/** Delivered or read by the vendor's word ends a failure. */
export function laterProof(maker: Maker): void {
  for (const [provider, all] of Object.entries(failures)) {
    for (const [index, failure] of all.entries()) {
      for (const [shape, stages] of Object.entries(ways)) {
        const [who, mark, line] = [maker.someone(), maker.mark(), maker.line(`${provider}-x`)]
        const told = stages.map((stage) => tellStage(line, who.phone, stage))
        const made = tellFailure(line, who.phone, failure)
        if (!made || told.includes(null)) continue
        const last = stages.at(-1) as Status
        const begun = begin(maker, line, who.phone)
        const deliveries = shape.startsWith('between') ? [told[0]!, made, told[1]!] : [made, ...told.map((one) => one!)]
        const acts: Act[] = [...begun.acts, ...deliveries.map((make): Act => ({ do: 'tell', make }))]
        maker.add({
          ...{ kind: 'N', shape: `${failure.code ?? failure.words ?? index}, ${shape}`, mark, who, acts },
          provider: lineOf(line).provider,
          openings: begun.openings,
          properties: { mobilephone: who.phone },
          expect: { becomes: 'status', status: [last] },
        })
      }
    }
  }
}
