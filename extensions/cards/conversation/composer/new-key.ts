/** 128 bits as hex digits. Unguessable where the sandbox offers a source for that; uniqueness is all that is needed. */
export function newKey(): string {
  const bytes = new Uint8Array(16)
  if (typeof crypto === 'undefined') bytes.forEach((_, index) => (bytes[index] = Math.floor(Math.random() * 256)))
  else crypto.getRandomValues(bytes)
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
