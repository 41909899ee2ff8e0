import type { Call } from './call.ts'
import { createCanaries } from './find-canaries.ts'
import { judgeCalls } from './judge-calls.ts'
import { judgeClaims } from './judge-claims.ts'
import { judgeSaves, type StoredVersion } from './judge-saves.ts'
import type { Save } from './ledger.ts'
import { replay, type SeenLine } from './replay.ts'

/** What a run has seen. */
export interface Seen {
  saves: readonly Save[]
  stored: readonly StoredVersion[]
  calls: readonly Call[]
}

/** What must not be, shown to the judges beside what a run has seen: whether they notice. */
export const plants: Record<string, (seen: Seen) => boolean> = {
  'a save that was answered and is not kept': ({ saves, stored }) => {
    const last = newest(saves)
    return notices([...saves, { ...last, version: last.version + 1_000, mark: 'planted' }], stored, 'is not kept')
  },
  'a save that overwrote another which it had not seen': ({ saves, stored }) => {
    const last = newest(saves)
    const own = stored.find((one) => one.portalId === last.portalId && one.version === last.version)
    const after = { ...last, edited: last.version - 1, version: last.version + 1_000, mark: 'planted' }
    const kept = { ...after, changed: own?.changed ?? [] }
    return notices([...saves, after], [...stored, kept], 'overwrites')
  },
  'a version that two were told to have made': ({ saves, stored }) =>
    notices([...saves, { ...newest(saves), mark: 'planted' }], stored, 'two saves'),
  'a version that is not what was saved': ({ saves, stored }) => {
    const { mark } = newest(saves)
    const changed = stored.map((one) => (one.mark === mark ? { ...one, mark: 'planted' } : one))
    return notices(saves, changed, 'another save')
  },
  'a call with a key that was replaced long before': ({ saves, calls }) => {
    const { line, at } = ended(saves, 'replaced')
    const { stale } = judgeCalls(saves, [...calls, callWith(line, at + 1_100, 'ask')])
    return stale.some((words) => words.includes(line.key))
  },
  'a message by a line that was removed long before': ({ saves, calls }) => {
    const { line, at } = ended(saves, 'removed')
    const { sentByRemovedLine } = judgeCalls(saves, [...calls, callWith(line, at + 1_100, 'send')])
    return sentByRemovedLine.some((words) => words.includes(line.key))
  },
  'a call with a key that nobody ever gave': ({ saves, calls }) => {
    const { line, at } = ended(saves, 'replaced')
    return judgeCalls(saves, [...calls, callWith({ ...line, key: 'planted' }, at, 'ask')]).unexplained.length > 0
  },
  'a message that was claimed by a line which was removed': ({ saves }) => {
    const { portalId, lineId, at } = ended(saves, 'removed')
    return judgeClaims(saves, [{ messageId: 'planted', portalId, lineId, at: at + 50 }]).length > 0
  },
  'a secret in a log': () => isMet((secret) => `{"level":30,"err":"no answer to ${secret}"}`),
  'a secret in the bytes of a table': () => isMet((secret) => `\\x00${Buffer.from(secret).toString('hex')}`),
  'a secret in an answer, in base64': () =>
    ['', '{', '{"'].every((before) => isMet((secret) => Buffer.from(`${before}${secret}"}`).toString('base64'))),
}

const notices = (saves: readonly Save[], stored: readonly StoredVersion[], words: string) =>
  judgeSaves(saves, stored).some((wrong) => wrong.includes(words))

function isMet(write: (secret: string) => string): boolean {
  const canaries = createCanaries()
  canaries.look('planted', write(canaries.lay()))
  return canaries.met.size === 1
}

const newest = (saves: readonly Save[]): Save =>
  saves.reduce((one, other) => (other.version > one.version ? other : one))

const callWith = (line: SeenLine, at: number, kind: Call['kind']): Call => ({
  at,
  heldFor: 0,
  kind,
  reference: 'planted',
  ...line,
})

/** A line that was given another key, or was taken away, and none of which ever came back; and when that was known. */
function ended(saves: readonly Save[], how: 'replaced' | 'removed') {
  for (const [portalId, versions] of replay(saves)) {
    for (const [index, { knownAt: at, lines }] of versions.entries()) {
      for (const [lineId, line] of versions[index - 1]?.lines ?? []) {
        const now = lines.get(lineId)
        if (now?.key === line.key || (how === 'removed') !== (now === undefined)) continue
        const later = versions.slice(index).flatMap((one) => [...one.lines])
        if (later.some(([id, one]) => one.key === line.key || (how === 'removed' && id === lineId))) continue
        return { portalId, lineId, line, at }
      }
    }
  }
  throw new Error(`no line was ever ${how}`)
}
