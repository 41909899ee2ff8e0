import type { VendorAnswer } from './call-vendor.ts'

/** Given up halfway, or by an edge in front of the vendor that does not know what became of the request. */
const halfway = new Set([408, 409, 425, 499])

/**
 * Does an answer to a send leave open whether the message was taken? A fault does, and so does a page that a proxy made, whatever
 * its status; only a redirect and "too many" are told before anything is handed on. Whoever knows what its vendor means by
 * one of these (a 409 with a code) asks that first.
 */
export function inDoubt({ status, headers, text, json }: VendorAnswer): boolean {
  if (status >= 500 || halfway.has(status)) return true
  const isPage = json === undefined && (/\bhtml\b/i.test(headers.get('content-type') ?? '') || /^\s*</.test(text))
  return isPage && status >= 400 && status !== 429
}
