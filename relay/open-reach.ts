import type { Config } from './config/config.ts'
import { createFetchAttachments, type FetchAttachments } from './files/fetch-attachments.ts'
import { createFileMemory } from './files/file-memory.ts'
import { allowedHosts, type AllowedHosts } from './reach/allowed-hosts.ts'
import { createReaches } from './reach/create-reaches.ts'
import type { Lookup } from './reach/lookup.ts'
import type { Reach } from './reach/reach.ts'
import type { Readers } from './readers/readers.ts'

/** What the relay may connect to that others name: files of messages, and the lines of each account. */
interface OpenReach {
  /** Private hosts that whoever runs the relay has named, for every account. */
  allowed: AllowedHosts
  /** The reach of an account's lines, which may be led to these hosts besides. */
  reachOf: (hosts: readonly string[]) => Reach
  fetchAttachments: FetchAttachments
}

export function openReach(config: Config, parts: { readers: Readers; lookup?: Lookup | undefined }): OpenReach {
  // The routing named them first, when it was the operator's.
  const allowed = allowedHosts([...(config.allowedHosts ?? []), ...(config.routing.attachmentHosts ?? [])])
  const judging = { allowed, ...(parts.lookup && { lookup: parts.lookup }) }
  const memory = createFileMemory(config.fileMemory ?? 64_000_000)
  return {
    allowed,
    reachOf: createReaches(judging),
    fetchAttachments: createFetchAttachments({ ...judging, readers: parts.readers, memory }),
  }
}
