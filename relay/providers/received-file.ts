import { cleanName } from '../files/clean-name.ts'
import { typeOfName } from './type-of-name.ts'

/** What vendors say of a file's type when they do not know it. */
const unknown = new Set(['', 'application/octet-stream', 'binary/octet-stream', 'application/x-download'])

/**
 * A file that came from outside, as it may be shown: its name without escapes of addresses, folders and signs that deceive, its
 * type by its ending where nobody said it. Every received file passes here before it is stored.
 */
export function receivedFile<File extends { contentType: string; name: string }>(file: File): File {
  const name = shortened(cleanName(unescaped(file.name))) || 'attachment'
  const type = (file.contentType.split(';')[0] ?? '').trim().toLowerCase()
  // What Apple's systems call a type has no slash.
  return { ...file, name, contentType: unknown.has(type) || !type.includes('/') ? typeOfName(name) : type }
}

/** At most a hundred characters, the ending among them. */
function shortened(name: string): string {
  const [, stem = name, ending = ''] = /^(.+)(\.[\p{L}\p{N}]{1,10})$/su.exec(name) ?? []
  return [...stem].slice(0, 89).join('') + ending
}

/** Each run of escapes by itself: a per cent sign may stand for itself beside them. */
function unescaped(name: string): string {
  return name.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run)
    } catch {
      return run
    }
  })
}
