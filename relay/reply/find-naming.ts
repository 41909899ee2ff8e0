import { findNamed } from '../message/find-named.ts'
import type { ProviderEvent } from '../providers/provider.ts'
import type { PortalDb } from '../store/database.ts'
import type { ReadItem } from './read-item.ts'

/** The conversation's address that each message names by something of ours, where nothing else proves who wrote it. */
export async function findNaming(portal: PortalDb, read: readonly ReadItem[]): Promise<Map<ProviderEvent, string>> {
  const asked = read.flatMap(({ line, events }) =>
    events.flatMap((event) => {
      if (event.kind !== 'reply' && event.kind !== 'reaction') return []
      if (event.proof === undefined) return []
      const token = event.kind === 'reply' ? (event.conversationToken ?? null) : null
      const answers =
        event.kind === 'reply' ? (event.answers ?? []) : 'providerId' in event.to ? [event.to.providerId] : []
      return token === null && answers.length === 0 ? [] : [{ event, lineId: line.id, token, answers }]
    }),
  )
  const named = await findNamed(portal, asked)
  return new Map(asked.flatMap(({ event }, index) => (named[index] ? [[event, named[index]] as const] : [])))
}
