import type { StoredFile } from './store-replies.ts'

/**
 * Those of the told files that are not among the known ones. Addresses may be signed anew each time they are told, which makes no
 * other file; of files without an address there are as many of a name and a type as were told of them at once.
 */
export function missingFiles(known: readonly StoredFile[], told: readonly StoredFile[]): StoredFile[] {
  const open = [...known]
  return told.filter((file) => {
    const place = open.findIndex((one) => isSame(one, file))
    if (place < 0) return true
    open.splice(place, 1)
    return false
  })
}

function isSame(one: StoredFile, other: StoredFile): boolean {
  if (one.url !== null && other.url !== null) return placeOf(one.url) === placeOf(other.url)
  return one.name === other.name && one.contentType === other.contentType
}

/** What a store of files adds to an address so that it opens for a while. */
const signature = /^(x-(amz|goog|ms)-.*|.*sig(nature)?|.*token|expir.*|policy|key-pair-id|se|sp|sv|oe|oh)$/i

function placeOf(url: string): string {
  const parsed = URL.parse(url)
  if (!parsed) return url
  const query = [...parsed.searchParams].filter(([name]) => !signature.test(name))
  return `${parsed.host}${parsed.pathname}?${new URLSearchParams(query).toString()}`
}
