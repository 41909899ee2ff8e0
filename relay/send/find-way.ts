import type { Channel } from '../../contract/channel.ts'
import type { Contact } from '../../contract/contact.ts'
import type { LadderStep, Template } from '../../contract/routing.ts'
import type { Account } from '../account/account.ts'
import { findAddress } from '../hubspot/address.ts'
import { chooseLine, type LineOfProvider } from '../providers/lines.ts'
import type { LastLineQuestion } from '../store/conversation/last-lines.ts'
import type { LineState } from '../store/line/line-states.ts'
import type { PlannedStep } from '../message/planned-step.ts'
import { orderLines } from './order-lines.ts'

/** By which line a message leaves, and which steps of the ladder are open after that. */
export interface Way {
  carrier: LineOfProvider
  ladder: PlannedStep[]
  /** Goes in the text's place where the channel takes no free text at that moment. */
  template: Template | null
}

export interface WayNeeds {
  lastLine: (question: LastLineQuestion) => Promise<string | null>
  lineStates: (portalId: string) => Promise<Map<string, LineState>>
  /** Channels on which these addresses opted out. */
  optOuts: (portalId: string, addresses: { channel: Channel; address: string }[]) => Promise<Channel[]>
}

interface Wanted {
  contact: Contact
  channel?: Channel | undefined
  lineId?: string | undefined
  /** An address that a person says is right, although no numbering plan knows it. */
  sureOf?: string | undefined
}

/**
 * The way of a message: the line that was asked for, else the best line of the channel, else of the first channel on
 * which the contact can be reached, in the ladder's order. Reads the database only where there is a choice.
 * Throws `Refusal` where no line fits.
 */
export async function findWay(wanted: Wanted, account: Account, needs: WayNeeds): Promise<Way> {
  const { contact } = wanted
  const { portalId, country, routing } = account
  const carriers = account.lines.list()
  const states = await needs.lineStates(portalId)
  const isPaused = (lineId: string) => states.get(lineId)?.state === 'paused'
  const steps = routing.ladder ?? []

  const addresses = new Map<Channel, string>()
  for (const { line } of carriers) {
    const finding = findAddress(contact, line.channel, country, routing.addresses)
    if (finding.found === 'address' && (finding.sure || finding.address === wanted.sureOf)) {
      addresses.set(line.channel, finding.address)
    }
  }
  const last = await lastLines()
  const owned = routing.owners?.[contact.properties['hubspot_owner_id'] ?? ''] ?? []
  const ordered = (channel: Channel) =>
    orderLines(
      carriers.filter(({ line }) => line.channel === channel),
      {
        contactId: contact.id,
        lastLineId: last.get(channel) ?? undefined,
        ownerLineIds: owned,
        isPaused,
      },
    )

  const carrier = await choose()
  const entry = entryOf(carrier)
  return { carrier, ladder: stepsAfter(carrier, entry), template: steps[entry]?.template ?? null }

  /** Only where the relay is to choose among several lines does it matter which of them the contact knows. */
  async function lastLines(): Promise<Map<Channel, string | null>> {
    const chosenHere = new Set<Channel>(steps.flatMap((step) => (step.lineId ? [] : [step.channel])))
    if (!wanted.lineId) for (const { line } of carriers) chosenHere.add(line.channel)
    const asked = [...addresses].flatMap(([channel, address]) => {
      const lineIds = carriers.filter(({ line }) => line.channel === channel).map(({ line }) => line.id)
      return chosenHere.has(channel) && lineIds.length > 1 ? [{ channel, address, lineIds }] : []
    })
    const answers = asked.map(async (one) => {
      const lineId = await needs.lastLine({ portalId, contactId: contact.id, ...one })
      return [one.channel, lineId] as const
    })
    return new Map(await Promise.all(answers))
  }

  async function choose(): Promise<LineOfProvider> {
    const { lineId, channel } = wanted
    if (lineId) return chooseLine(carriers, { lineId, ...(channel ? { channel } : {}) })
    const channels = channel
      ? [channel]
      : [...new Set([...steps.map((step) => step.channel), ...carriers.map(({ line }) => line.channel)])]
    const best = channels.flatMap((one) => ordered(one).slice(0, 1))
    const reachable = best.filter(({ line }) => addresses.has(line.channel))
    const open = reachable.findIndex(({ line }) => !isPaused(line.id))
    return (
      (await barred(reachable.slice(0, Math.max(open, 0)))) ??
      reachable[Math.max(open, 0)] ??
      best[0] ??
      chooseLine(carriers, channel ? { channel } : {})
    )
  }

  /** Of lines that are passed over for being paused, one whose channel the contact opted out of: a pause is no way round that. */
  async function barred(passedOver: LineOfProvider[]): Promise<LineOfProvider | undefined> {
    const asked = passedOver.flatMap(({ line: { channel } }) => {
      const address = addresses.get(channel)
      return address === undefined ? [] : [{ channel, address }]
    })
    const optedOut = asked.length > 0 ? await needs.optOuts(portalId, asked) : []
    return passedOver.find(({ line }) => optedOut.includes(line.channel))
  }

  /** The step at which a message on this line enters the ladder; -1 where it has none. */
  function entryOf({ line }: LineOfProvider): number {
    const own = steps.findIndex((step) => step.lineId === line.id)
    return own >= 0 ? own : steps.findIndex((step) => step.channel === line.channel && !step.lineId)
  }

  function stepsAfter({ line }: LineOfProvider, entry: number): PlannedStep[] {
    const open = entry < 0 ? [] : steps.slice(entry + 1).map(planned)
    if (wanted.lineId) return open
    // The relay chose the line, so another line of the channel may stand in where that one cannot send.
    const others = ordered(line.channel).filter((other) => other.line.id !== line.id)
    if (others.length === 0) return open
    const standIn = { channel: line.channel, when: { failed: ['line' as const] } }
    return [{ ...planned(standIn), lineIds: others.map((other) => other.line.id) }, ...open]
  }

  function planned(step: LadderStep): PlannedStep {
    return {
      channel: step.channel,
      lineIds: step.lineId ? [step.lineId] : ordered(step.channel).map(({ line }) => line.id),
      address: addresses.get(step.channel) ?? null,
      when: step.when ?? {},
      template: step.template ?? null,
      subject: step.subject ?? null,
    }
  }
}
