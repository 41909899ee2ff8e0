import { createHash } from 'node:crypto'
import type { Sections } from './sections/section-rules.ts'

/** What the audit log and a version have of all sections: SHA-256, in hex, of canonical JSON. No secret is in a section. */
export function digestSections(sections: Sections): string {
  return createHash('sha256').update(canonicalJson(sections)).digest('hex')
}

/** The same text for the same value, in whichever order its members came (RFC 8785). */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_name, member: unknown) => {
    if (typeof member !== 'object' || member === null || Array.isArray(member)) return member
    const members = Object.entries(member).sort(([one], [other]) => (one < other ? -1 : 1))
    return Object.fromEntries(members)
  })
}
