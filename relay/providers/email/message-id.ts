import { createHmac } from 'node:crypto'
import type { EmailLine } from './email-line.ts'

const referenceShape = /^[A-Za-z0-9_-]{1,128}$/

/**
 * Tells our own references from those of another installation. The key is no secret: what cannot be guessed is the
 * reference itself, and a mailbox password must not be the key of something that every recipient can read.
 */
function mark(reference: string, line: EmailLine): string {
  return createHmac('sha256', `${line.portalId}:${line.id}`).update(reference).digest('hex').slice(0, 8)
}

/** The reference with its mark, for a header: `<reference>.<8 hex>`. */
export function markedReference(reference: string, line: EmailLine): string {
  if (!referenceShape.test(reference)) throw new Error('A reference is 1 to 128 of A-Z a-z 0-9 _ -')
  return `${reference}.${mark(reference, line)}`
}

/** The reference in a marked one that this line made, else null. */
export function ownReference(marked: string, line: EmailLine): string | null {
  const dot = marked.lastIndexOf('.')
  const reference = marked.slice(0, dot)
  if (dot < 1 || !referenceShape.test(reference)) return null
  return mark(reference, line) === marked.slice(dot + 1) ? reference : null
}

/** The same message always has the same Message-ID, `<reference.mark@domain>`: receivers drop a second copy by it. */
export function messageIdOf(reference: string, line: EmailLine): string {
  const domain = line.settings.messageIdDomain ?? line.address.slice(line.address.lastIndexOf('@') + 1)
  return `<${markedReference(reference, line)}@${domain.toLowerCase()}>`
}

/** Our reference in a Message-ID that this line made, else null. */
export function referenceOfMessageId(messageId: string, line: EmailLine): string | null {
  const match = /^<([^<>@\s]+)@[^<>@\s]+>$/.exec(messageId)
  return match ? ownReference(match[1]!, line) : null
}

/** Every well-formed Message-ID in a header value, in its order, without repeats; at most 100. */
export function messageIdsIn(value: string): string[] {
  const ids = new Set<string>()
  for (const match of value.matchAll(/<[^<>\s]{1,900}>/g)) {
    if (match[0].includes('@')) ids.add(match[0])
    if (ids.size === 100) break
  }
  return [...ids]
}
