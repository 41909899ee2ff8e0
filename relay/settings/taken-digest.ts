import { createHash } from 'node:crypto'
import { canonicalJson } from '../account/digest-sections.ts'
import type { Sections } from '../account/sections/section-rules.ts'
import type { Vault } from '../vault/vault.ts'

/** By what is known later whether the environment says something else of an account than what was taken over. It may hold secrets. */
export function takenDigest(vault: Vault, portalId: string) {
  const place = { portalId, field: 'account_taken.digest' } as const
  const digestOf = (part: Sections) => createHash('sha256').update(canonicalJson(part)).digest('hex')
  return {
    seal: (part: Sections): string => vault.seal(digestOf(part), place),
    /** Null: it cannot be opened. */
    isOf(part: Sections, sealed: string): boolean | null {
      try {
        return vault.open(sealed, place) === digestOf(part)
      } catch {
        return null
      }
    },
  }
}
