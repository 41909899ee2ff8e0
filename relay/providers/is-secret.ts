import { createHash, timingSafeEqual } from 'node:crypto'

/**
 * Is what was given one of these secrets (a current and a previous one, say)? The time it takes tells nothing of either:
 * digests have one length, and every secret is looked at.
 */
export function isSecret(given: string, secrets: readonly (string | undefined)[]): boolean {
  const one = digest(given)
  let found = false
  for (const secret of secrets) {
    if (secret !== undefined && timingSafeEqual(one, digest(secret))) found = true
  }
  return found
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
