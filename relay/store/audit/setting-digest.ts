import { createHash, createHmac } from 'node:crypto'

/** One setting as a relay starts with it. */
export interface Setting {
  /** `ofNoAccount` where it is the relay's own. */
  portalId: string
  name: string
  /** JSON. */
  value: unknown
  isSecret: boolean
}

export const keyOf = (portalId: string, name: string): string => `${portalId} ${name}`

/** Sixteen hex digits; for a secret under a key, without which nobody can try what it may be. */
export function settingDigest({ portalId, name, value, isSecret }: Setting, key: Buffer | undefined): string {
  const covered = JSON.stringify(['homing setting 1', portalId, name, sorted(value)])
  const hash = isSecret && key ? createHmac('sha256', key) : createHash('sha256')
  return hash.update(covered).digest('hex').slice(0, 16)
}

export function idOf(key: Buffer): string {
  return createHmac('sha256', key).update('homing settings key id').digest('hex').slice(0, 16)
}

/** The order of members means nothing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
  return Object.fromEntries(members.map(([name, member]) => [name, sorted(member)]))
}
