import { isSameFile } from './is-same-file.ts'
import type { StoredFile } from './store-replies.ts'

/** The known files, each with the address that was told of it now, where that opens it for longer; null where none is other. */
export function renewedFiles(known: readonly StoredFile[], told: readonly StoredFile[]): StoredFile[] | null {
  const open = [...told]
  let isOther = false
  const files = known.map((file) => {
    const place = open.findIndex((one) => isSameFile(file, one))
    const [one] = place < 0 ? [] : open.splice(place, 1)
    if (!one || !isNewer(one, file)) return file
    isOther = true
    const { until: _, ...rest } = file
    return { ...rest, url: one.url, ...(one.until ? { until: one.until } : {}) }
  })
  return isOther ? files : null
}

/** What names no end may have been given at any time; it is told now. */
function isNewer(one: StoredFile, file: StoredFile): boolean {
  if (one.url === null || one.url === file.url) return false
  return !one.until || !file.until || one.until > file.until
}
