import { createHash } from 'node:crypto'

/**
 * What is sealed of a story: what stays when its words are erased, and a digest of the words under 16 random bytes that are
 * erased with them, since a digest alone would let anybody try words.
 */
export function auditLeaf(lasting: string, words: Buffer): Buffer {
  return createHash('sha256')
    .update(`homing story 1\n${lasting}\n${words.toString('hex')}`)
    .digest()
}

/** The digest of a story's words. */
export function digestWords(salt: Buffer, words: string): Buffer {
  return createHash('sha256').update(salt).update(words).digest()
}
