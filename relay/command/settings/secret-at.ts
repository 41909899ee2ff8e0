import { readTextFile } from '../../config/read-text-file.ts'
import { Invalid } from '../../errors.ts'

/** The secret in a variable, or in a file; a line break at its end is none of it. Throws `Invalid` where there is none. */
export function secretAt(
  option: '--from-env' | '--from-file',
  named: string,
  env: Record<string, string | undefined>,
): string {
  const mistakes: string[] = []
  const text = option === '--from-env' ? (env[named] ?? null) : readTextFile(option, named, mistakes)
  if (mistakes.length > 0) throw new Invalid('no_secret', mistakes.join(' '))
  const value = text?.replace(/\r?\n$/, '') ?? ''
  if (value !== '') return value
  throw new Invalid(
    'no_secret',
    option === '--from-env' ? `${named} is not set in this environment, or is empty.` : `"${named}" is empty.`,
  )
}
