import { cleanName } from './clean-name.ts'

/**
 * A name for a file that any phone and mail program can show: the one given, or the end of the URL's path. Without
 * folders, quotation marks, control characters and signs that turn the direction of writing; at most 100 characters.
 * `extension` is put to it where it has none.
 */
export function fileName(given: string | undefined, url: URL, extension: string | undefined): string {
  const cleaned = plain(given ?? unescaped(url.pathname.split('/').findLast((part) => part !== '') ?? ''))
  const [, stem = cleaned, ending = ''] = /^(.+)(\.[\p{L}\p{N}]{1,10})$/u.exec(cleaned) ?? []
  const named = [...(stem || 'file')].slice(0, 90).join('')
  return `${named}${ending || (extension === undefined ? '' : `.${extension}`)}`
}

/** Headers and old programs stumble over these. */
function plain(name: string): string {
  return cleanName(cleanName(name).replace(/["'`<>|:*?;%]/g, ''))
}

function unescaped(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
