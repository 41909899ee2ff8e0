import { writeFileSync } from 'node:fs'
import { Invalid } from '../../errors.ts'

const troubles: Record<string, string> = {
  EEXIST: 'it is there already. Name another file, or move that one away',
  ENOENT: 'its folder is not there',
  EACCES: 'this user may not write there',
}

/** Writes a file. Throws `Invalid` where there is one already: it may hold what is nowhere else. */
export function writeNewFile(file: string, text: string): void {
  try {
    writeFileSync(file, text, { flag: 'wx' })
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException
    throw new Invalid('not_written', `"${file}" is not written: ${troubles[code] ?? message}.`)
  }
}
