import { Invalid } from '../../errors.ts'
import { secretAt } from './secret-at.ts'

/** The value that was typed as one of `--from-env` and `--from-file`. Throws `Invalid`. */
export function secretFrom(options: ReadonlyMap<string, string>, env: Record<string, string | undefined>): string {
  const [variable, file] = [options.get('--from-env'), options.get('--from-file')]
  if (variable !== undefined && file === undefined) return secretAt('--from-env', variable, env)
  if (variable === undefined && file !== undefined) return secretAt('--from-file', file, env)
  throw new Invalid(
    'no_secret',
    'Say where the secret is: either --from-env and the name of a variable, or --from-file and a path.',
  )
}
