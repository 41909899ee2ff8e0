import { isSameFile } from './is-same-file.ts'
import type { StoredFile } from './store-replies.ts'

/**
 * Those of the told files that are not among the known ones. Addresses may be signed anew each time they are told, which makes no
 * other file; of files without an address there are as many of a name and a type as were told of them at once.
 */
export function missingFiles(known: readonly StoredFile[], told: readonly StoredFile[]): StoredFile[] {
  const open = [...known]
  return told.filter((file) => {
    const place = open.findIndex((one) => isSameFile(one, file))
    if (place < 0) return true
    open.splice(place, 1)
    return false
  })
}
