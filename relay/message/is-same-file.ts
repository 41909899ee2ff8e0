import type { StoredFile } from './store-replies.ts'

/** Whether two tellings mean one file: its address may be signed anew each time; of one without, name and type say so. */
export function isSameFile(one: StoredFile, other: StoredFile): boolean {
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
