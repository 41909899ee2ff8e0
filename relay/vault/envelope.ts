/**
 * A sealed value, cut into its parts. The layout, in bytes: version 1 · key id 8 · wrap nonce 12 · data key 32, wrapped ·
 * its tag 16 · nonce 12 · ciphertext · its tag 16.
 */
export interface Envelope {
  keyId: Buffer
  wrapNonce: Buffer
  /** The data key under the master key, tag at its end. */
  wrapped: Buffer
  nonce: Buffer
  /** The value under the data key, tag at its end. */
  ciphertext: Buffer
}

const version = 1
const sizes = { version: 1, keyId: 8, wrapNonce: 12, wrapped: 48, nonce: 12, tag: 16 }
const least = Object.values(sizes).reduce((sum, size) => sum + size, 0)

/** The envelope as text that any column or JSON document carries: base64url without padding. */
export function writeEnvelope({ keyId, wrapNonce, wrapped, nonce, ciphertext }: Envelope): string {
  return Buffer.concat([Buffer.of(version), keyId, wrapNonce, wrapped, nonce, ciphertext]).toString('base64url')
}

/** The first twelve characters of every envelope that the master key of this id wrapped: version and id fill them without a rest. */
export function envelopeStart(keyId: Buffer): string {
  return Buffer.concat([Buffer.of(version), keyId]).toString('base64url')
}

/** Null where the text is no envelope of ours, also where it is one spelt in another way than `writeEnvelope` spells it. */
export function readEnvelope(text: string): Envelope | null {
  const bytes = Buffer.from(text, 'base64url')
  if (bytes.length < least || bytes[0] !== version || bytes.toString('base64url') !== text) return null
  let at = sizes.version
  function next(size: number): Buffer {
    at += size
    return bytes.subarray(at - size, at)
  }
  return {
    keyId: next(sizes.keyId),
    wrapNonce: next(sizes.wrapNonce),
    wrapped: next(sizes.wrapped),
    nonce: next(sizes.nonce),
    ciphertext: bytes.subarray(at),
  }
}
