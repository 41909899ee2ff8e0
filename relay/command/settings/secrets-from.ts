import { Invalid } from '../../errors.ts'
import { secretAt } from './secret-at.ts'

/** What stands behind each of them. */
const options = [
  ['--from-env', 'NAME'],
  ['--from-file', 'path'],
] as const

/**
 * Secrets of several lines by their names, each typed as `<line>/<place>=` and where it is: behind `--from-env` a variable, behind
 * `--from-file` a path, which may have blanks in it. Throws `Invalid`.
 */
export function secretsFrom(
  typed: ReadonlyMap<string, string>,
  env: Record<string, string | undefined>,
): Record<string, string> {
  const secrets = new Map<string, string>()
  for (const [option, what] of options) {
    for (const one of typed.get(option)?.split(/ (?=[\w-]{1,64}\/[\w.]{1,200}=)/) ?? []) {
      const [, line, place, where] = /^([\w-]{1,64})\/([\w.]{1,200})=(.+)$/.exec(one) ?? []
      if (line === undefined || place === undefined || where === undefined) {
        throw new Invalid(
          'no_secret',
          `After ${option} stands "${one}": write <line>/<place>=${what}, such as sales-sms/authToken=${what}.`,
        )
      }
      const name = `line/${line}/${place}`
      if (secrets.has(name)) throw new Invalid('no_secret', `The secret ${line}/${place} is given twice.`)
      secrets.set(name, secretAt(option, where, env))
    }
  }
  return Object.fromEntries(secrets)
}
