import { readTextFile } from '../../config/read-text-file.ts'
import { Invalid } from '../../errors.ts'

/** The value that was typed as one of `--from-env` and `--from-file`; a line break at its end is none of it. Throws `Invalid`. */
export function secretFrom(options: ReadonlyMap<string, string>, env: Record<string, string | undefined>): string {
  const [variable, file] = [options.get('--from-env'), options.get('--from-file')]
  if ((variable === undefined) === (file === undefined)) {
    throw new Invalid(
      'no_secret',
      'Say where the secret is: either --from-env and the name of a variable, or --from-file and a path.',
    )
  }
  const mistakes: string[] = []
  const text = variable === undefined ? readTextFile('--from-file', file!, mistakes) : (env[variable] ?? null)
  if (mistakes.length > 0) throw new Invalid('no_secret', mistakes.join(' '))
  const value = text?.replace(/\r?\n$/, '') ?? ''
  if (value !== '') return value
  throw new Invalid(
    'no_secret',
    variable === undefined ? `"${file}" is empty.` : `${variable} is not set in this environment, or is empty.`,
  )
}
