import type { VendorAnswer } from './call-vendor.ts'

/** Given by what stands before a vendor as well, when the vendor may have done what it was asked. 409 is for a vendor's own page to explain. */
const ambiguous = new Set([408, 409, 425, 499])
/** Whoever gives these has not passed the request on, whatever its answer looks like. */
const turnedAway = new Set([401, 404, 405, 407, 410, 413, 414, 429, 431])

/**
 * Does an answer to a send say neither yes nor no? A timeout or a fault does not, nor does a page for people, which no vendor's API
 * gives and a proxy does. `documented`: statuses that this vendor's own documents call a refusal, like its 409.
 */
export function leavesDoubt(
  { status, text }: Pick<VendorAnswer, 'status' | 'text'>,
  documented: readonly number[] = [],
): boolean {
  if (documented.includes(status)) return false
  if (status >= 500 || ambiguous.has(status)) return true
  return !turnedAway.has(status) && /^\s*<(!doctype|html|head|body|\?xml)/i.test(text)
}
