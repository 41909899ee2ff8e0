import { readFileSync } from 'node:fs'

const troubles: Record<string, (file: string) => string> = {
  ENOENT: (file) => `there is no file "${file}"`,
  EACCES: (file) => `this user may not read "${file}"`,
  EISDIR: (file) => `"${file}" is a folder`,
}

/** The text of the file that the variable names, or null with a mistake more in the list. */
export function readTextFile(variable: string, file: string, mistakes: string[]): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException
    mistakes.push(`${variable} cannot be read: ${troubles[code]?.(file) ?? message}.`)
    return null
  }
}
