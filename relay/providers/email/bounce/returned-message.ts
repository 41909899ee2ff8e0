import type { EmailLine } from '../email-line.ts'
import { messageIdsIn, ownReference, referenceOfMessageId } from '../message-id.ts'

export interface Returned {
  /** Our reference, where a header or a Message-ID of the returned message proves it. */
  reference: string | null
  /** The returned Message-ID: ours, or the one that some server put in its place. */
  providerId: string | null
}

/** The headers that name a message, also folded, indented or quoted, as reports without structure return them. */
const naming =
  /^[>|: \t]{0,20}(x-homing-reference|(?:original-)?message-id)[ \t]?:[ \t]*(?:\n[>| \t]+)?([^\s]{1,900})/gim
const mentioned = /(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{1,128}\.[0-9a-f]{8}(?![0-9a-f])/g
const mostLooked = 500

/** Which message a report returns, or speaks of in its own words. */
export function returnedMessage(texts: readonly string[], said: string, line: EmailLine): Returned {
  let other: string | null = null
  let reference: string | null = null
  for (const text of texts) {
    for (const [, name = '', value = ''] of [...text.matchAll(naming)].slice(0, mostLooked)) {
      if (name.toLowerCase() === 'x-homing-reference') {
        reference ??= ownReference(value, line)
        continue
      }
      const [id] = messageIdsIn(value)
      const own = id === undefined ? null : referenceOfMessageId(id, line)
      if (id !== undefined && own !== null) return { reference: own, providerId: id }
      other ??= id ?? null
    }
  }
  if (reference !== null) return { reference, providerId: other }
  return { reference: mentionedReference(said, line), providerId: other }
}

/** Where no header names it: the one reference of ours in what is said. Those of a returned message may be of earlier ones. */
function mentionedReference(said: string, line: EmailLine): string | null {
  const found = new Set<string>()
  for (const [marked] of [...said.matchAll(mentioned)].slice(0, mostLooked)) {
    const reference = ownReference(marked, line)
    if (reference !== null) found.add(reference)
  }
  return found.size === 1 ? [...found][0]! : null
}
