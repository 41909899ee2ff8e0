import { Temporary } from '../errors.ts'

/** A file as its host served it: its bytes, and what it was called there (a `content-type` header). */
export interface ServedFile {
  content: Uint8Array
  served: string
}

/** Files that a message needs, by address. */
export interface WantedFiles {
  portalId: string
  urls: readonly string[]
  /** Bytes of each, at most. */
  each: number
  /** Aborts the waiting for room. */
  signal: AbortSignal
  /** Reads one of no more than `limit` bytes; `expects` is told the size as soon as it is known. */
  read: (url: string, limit: number, expects: (bytes: number) => void) => Promise<ServedFile>
}

/** What is in memory until it is released. */
export interface HeldFiles {
  files: ServedFile[]
  release(): void
}

export interface FileMemory {
  hold(wanted: WantedFiles): Promise<HeldFiles>
  /** Bytes that are held or promised at this moment. */
  bytes(): number
}

interface Entry {
  key: string
  portalId: string
  bytes: number
  users: number
  file: Promise<ServedFile>
}

interface Waiting {
  wanted: WantedFiles
  grant(entries: Entry[]): void
}

/**
 * The files that are in memory, no more than `most` bytes of them. Whoever wants some waits for room, in turn, for what they may be
 * at most; what they are less is given back as soon as it is known. An account that holds files already gets up to half of the
 * room, so that its slow hosts leave some for others. A file that was read serves all messages of its account for a minute
 * (`keep`, milliseconds), while nobody needs its room; one that failed serves those who waited for it. Several files of one message
 * share the room evenly. Throws `Temporary` (`attachment_no_room`), and what `read` throws.
 */
export function createFileMemory(most: number, keep = 60_000): FileMemory {
  /** What takes up room: what somebody uses, and what others may share, the oldest first. */
  const used = new Set<Entry>()
  const shared = new Map<string, Entry>()
  const waiting = new Set<Waiting>()
  let held = 0

  function takeUp(entry: Entry, bytes: number): void {
    held += bytes - entry.bytes
    entry.bytes = bytes
  }

  function forgetUnused(entry: Entry): void {
    if (entry.users > 0) return
    used.delete(entry)
    if (shared.get(entry.key) !== entry) takeUp(entry, 0)
  }

  /** Nobody else shares it any more. */
  function retire(entry: Entry): void {
    if (shared.get(entry.key) === entry) shared.delete(entry.key)
    forgetUnused(entry)
  }

  function makeRoom(need: number, but: Set<string>): boolean {
    for (const entry of shared.values()) {
      if (held + need <= most) break
      if (entry.users === 0 && !but.has(entry.key)) retire(entry)
    }
    return held + need <= most
  }

  function usedBy(portalId: string): number {
    return [...used].reduce((sum, one) => (one.portalId === portalId ? sum + one.bytes : sum), 0)
  }

  /** Lets in whoever has room now. Who needs none waits for nobody; of the others, none overtakes one that waits for room. */
  function admit(): void {
    let full = false
    const behind = new Set<string>()
    for (const one of waiting) {
      const { portalId, urls, each } = one.wanted
      const limit = Math.min(each, Math.floor(most / new Set(urls).size))
      const keys = new Set(urls.map((url) => `${portalId} ${limit} ${url}`))
      const need = limit * [...keys].filter((key) => !shared.has(key)).length
      if (need > 0) {
        if (full || behind.has(portalId)) continue
        const own = usedBy(portalId)
        if (own > 0 && own + need > most / 2) behind.add(portalId)
        else if (!makeRoom(need, keys)) full = true
        if (full || behind.has(portalId)) continue
      }
      waiting.delete(one)
      one.grant(urls.map((url) => use(`${portalId} ${limit} ${url}`, url, limit, one.wanted)))
    }
  }

  function use(key: string, url: string, limit: number, { portalId, read }: WantedFiles): Entry {
    const entry = shared.get(key) ?? begin(key, portalId, limit, (expects) => read(url, limit, expects))
    entry.users += 1
    used.add(entry)
    return entry
  }

  function begin(
    key: string,
    portalId: string,
    limit: number,
    read: (expects: (bytes: number) => void) => Promise<ServedFile>,
  ): Entry {
    const expects = (bytes: number) => {
      takeUp(entry, Math.min(entry.bytes, bytes))
      admit()
    }
    const entry: Entry = { key, portalId, bytes: 0, users: 0, file: read(expects) }
    takeUp(entry, limit)
    shared.set(key, entry)
    entry.file.then(
      ({ content }) => {
        expects(content.length)
        setTimeout(() => retire(entry), keep).unref()
      },
      () => {
        retire(entry)
        expects(0)
      },
    )
    return entry
  }

  async function roomFor(wanted: WantedFiles): Promise<Entry[]> {
    const { promise, resolve, reject } = Promise.withResolvers<Entry[]>()
    const one: Waiting = { wanted, grant: resolve }
    const giveUp = () => {
      if (!waiting.delete(one)) return
      const words = 'The file is not fetched yet: other files take up the memory that the relay has for them.'
      reject(new Temporary('attachment_no_room', words))
      admit()
    }
    waiting.add(one)
    wanted.signal.addEventListener('abort', giveUp, { once: true })
    if (wanted.signal.aborted) giveUp()
    admit()
    try {
      return await promise
    } finally {
      wanted.signal.removeEventListener('abort', giveUp)
    }
  }

  return {
    async hold(wanted) {
      if (wanted.urls.length === 0) return { files: [], release: () => undefined }
      const entries = await roomFor(wanted)
      const letGo = () => {
        for (const entry of entries.splice(0)) {
          entry.users -= 1
          forgetUnused(entry)
        }
        admit()
      }
      // All of them, since what is still being read takes up its room.
      const read = await Promise.allSettled(entries.map(({ file }) => file))
      const failed = read.find(({ status }) => status === 'rejected')
      if (failed?.status === 'rejected') {
        letGo()
        throw failed.reason
      }
      return { files: read.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])), release: letGo }
    },
    bytes: () => held,
  }
}
