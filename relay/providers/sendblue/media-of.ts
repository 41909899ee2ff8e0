import type { ReceivedAttachment } from '../provider.ts'
import { publicUrl } from '../public-url.ts'
import { typeOfName } from '../type-of-name.ts'

/** The file behind a `media_url`, which says no more of it than its ending. Sendblue keeps it for thirty days. */
export function mediaOf(url: string | null | undefined): ReceivedAttachment | undefined {
  const pathname = URL.parse(url ?? '')?.pathname
  if (pathname === undefined) return undefined
  const last = pathname.split('/').at(-1) ?? ''
  return { url: publicUrl(url), contentType: typeOfName(last), name: last.slice(-100) || 'attachment' }
}
