import { isInnerFile } from '../is-inner-file.ts'
import { linkEnd } from '../link-end.ts'
import type { ReceivedAttachment } from '../provider.ts'
import { publicUrl } from '../public-url.ts'
import { receivedFile } from '../received-file.ts'

/** Sendblue keeps files for thirty days. */
const kept = 30 * 86_400_000

/** The file behind a `media_url`, which says no more of it than its name. Undefined for what no address is, and no file of a person. */
export function mediaOf(address: string, given: Date): ReceivedAttachment | undefined {
  const pathname = URL.parse(address)?.pathname
  if (pathname === undefined) return undefined
  const { name, contentType } = receivedFile({ contentType: '', name: pathname.split('/').at(-1) ?? '' })
  if (isInnerFile(name)) return undefined
  const url = publicUrl(address)
  const until = linkEnd(address, given) ?? new Date(given.getTime() + kept)
  return { url, contentType, name, ...(url === null ? {} : { until }) }
}
