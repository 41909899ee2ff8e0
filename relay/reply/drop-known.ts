import { tellsNothingNew, type Word } from '../message/tells-nothing-new.ts'
import type { LineOfProvider } from '../providers/lines.ts'
import type { ProviderEvent, Received } from '../providers/provider.ts'
import type { PortalDb } from '../store/database.ts'
import { isUuid } from '../store/id.ts'
import { soon } from './soon.ts'

/** Milliseconds for which what else came with it waits for what is hard to read. */
const patience = 5_000

/**
 * What a provider's history tells that its webhooks have not told already. What cannot be read, and what is no word of a
 * message, is kept: whoever works it off decides. `events`: what was read of it; null where it cannot be read, or not soon.
 */
export async function dropKnown(
  portal: PortalDb,
  { line, provider }: LineOfProvider,
  received: readonly Received[],
): Promise<{ received: Received; events: ProviderEvent[] | null }[]> {
  const read = await Promise.all(
    received.map(async (one) => {
      const read = await soon(provider.read(one, line), patience).catch(() => null)
      const events = read === 'late' ? null : read
      const words = events?.map(asWord) ?? [null]
      return { received: one, events, words: words.every((word) => word !== null) ? words : null }
    }),
  )
  const asked = read.flatMap((one) => one.words?.map((word) => ({ one, word })) ?? [])
  const old = await tellsNothingNew(
    portal,
    line.id,
    asked.map(({ word }) => word),
  )
  const news = new Set(asked.flatMap(({ one }, index) => (old[index] ? [] : [one])))
  return read.filter((one) => one.words === null || one.words.length === 0 || news.has(one))
}

function asWord(event: ProviderEvent): Word | null {
  if (event.kind === 'reply') {
    const { providerId, attachments = [] } = event
    const until = attachments
      .flatMap((file) => file.until?.toISOString() ?? [])
      .toSorted()
      .at(-1)
    return { reference: null, providerId, status: null, files: attachments.length, until }
  }
  if (event.kind === 'edited' || event.kind === 'unsent') {
    const change = { body: event.kind === 'edited' ? event.body : null, at: event.at }
    return { reference: null, providerId: event.providerId, status: null, change }
  }
  // Of an echo of ours it is the status, of what is here already nothing else.
  if (event.kind === 'elsewhere') return { reference: null, providerId: event.providerId, status: event.status }
  if (event.kind !== 'status') return null
  const reference = isUuid(event.reference) ? event.reference : null
  return { reference, providerId: event.providerId ?? null, status: event.status }
}
