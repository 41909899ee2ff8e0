import type { Logger } from 'pino'
import { createAudit, type AuditEntry } from '../store/audit/audit.ts'
import type { Database } from '../store/database.ts'
import type { LineOfProvider } from '../providers/lines.ts'

/** Whose credential. A line's is its provider's. */
export type Credential =
  | { portalId: string; kind: 'oauth' | 'private_app' | 'service_key' }
  | { portalId: string; kind: 'line'; lineId: string }

/**
 * Keeps in the audit log that a credential was used: the first time in each process, since every message that leaves tells
 * of the others. Nobody waits for it; what could not be kept is tried with the next use.
 */
export function createCredentialUses(needs: { database: Database; now: () => Date; log: Logger }) {
  const audit = createAudit(needs.database)
  const noted = new Set<string>()

  function note({ portalId, ...detail }: Credential): void {
    const key = JSON.stringify([portalId, detail])
    if (noted.has(key)) return
    noted.add(key)
    const entry: AuditEntry = { portalId, at: needs.now(), actor: 'relay', action: 'credential.used', detail }
    audit(entry).catch((error: unknown) => {
      noted.delete(key)
      needs.log.warn({ err: error, portalId, ...detail }, 'the use of a credential is not in the audit log yet')
    })
  }

  /** The line with a provider whose every call to the vendor is noted. */
  function ofLine<Carrier extends LineOfProvider>(carrier: Carrier): Carrier {
    const { line, provider } = carrier
    const used = <Result>(work: () => Result): Result => {
      note({ portalId: line.portalId, kind: 'line', lineId: line.id })
      return work()
    }
    const { find, since, test, check, watch } = provider
    return {
      ...carrier,
      provider: {
        ...provider,
        send: (...asked) => used(() => provider.send(...asked)),
        ...(find && { find: (...asked) => used(() => find(...asked)) }),
        ...(since && { since: (...asked) => used(() => since(...asked)) }),
        ...(test && { test: (...asked) => used(() => test(...asked)) }),
        ...(check && { check: (...asked) => used(() => check(...asked)) }),
        ...(watch && { watch: (...asked) => used(() => watch(...asked)) }),
      },
    }
  }

  return { note, ofLine }
}
