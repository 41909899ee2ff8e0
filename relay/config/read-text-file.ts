import { readFileSync } from 'node:fs'

const troubles: Record<string, (file: string) => string> = {
  ENOENT: (file) => `there is no file "${file}"`,
  EACCES: (file) => `this user may not read "${file}"`,
  ERR_ENCODING_INVALID_ENCODED_DATA: (file) => `"${file}" is not written in UTF-8; save it as UTF-8`,
  EISDIR: (file) => `"${file}" is a folder`,
}

/** The text of the file that the variable names, or null with a mistake more in the list. */
export function readTextFile(variable: string, file: string, mistakes: string[]): string | null {
  try {
    // A mark of the byte order at its beginning is left out.
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file))
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException
    mistakes.push(`${variable} cannot be read: ${troubles[code]?.(file) ?? message}.`)
    return null
  }
}
