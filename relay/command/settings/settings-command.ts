import { Invalid } from '../../errors.ts'
import type { Provider } from '../../providers/provider.ts'
import { plainText } from '../plain-text.ts'
import { readAccountAccess, type AccountAccess } from '../read-access.ts'
import { applyFile, tellPlan } from './apply-file.ts'
import { bringBack } from './bring-back.ts'
import { exportSettings } from './export-settings.ts'
import { keepFor } from './keep-for.ts'
import { sayMeanwhile } from './say-meanwhile.ts'
import { secretFrom } from './secret-from.ts'
import { secretsFrom } from './secrets-from.ts'
import { setSecret } from './set-secret.ts'
import { showSettings } from './show-settings.ts'
import { takeOptions } from './take-options.ts'
import { tellVersion, tellVersions } from './tell-versions.ts'
import { writeSchema } from './write-schema.ts'

/** What each may be told behind its words. */
const known: Record<string, Parameters<typeof takeOptions>[1]> = {
  plan: { '--exit-code': 'none' },
  apply: { '--why': 'value', '--keep-for': 'value' },
  'bring-back': { '--why': 'value', '--from-env': 'value', '--from-file': 'value' },
  secret: { '--from-env': 'value', '--from-file': 'value', '--keep-for': 'value', '--why': 'value' },
}

/**
 * What stands after `settings`, done by asking the relay that runs. Null where there is no such command. `providers` are those whose
 * lines a file may have.
 */
export async function settingsCommand(
  typed: readonly string[],
  given: {
    env: Record<string, string | undefined>
    account: string | undefined
    about: string
    providers: ReadonlyMap<string, Provider>
    print: (text: string) => void
  },
): Promise<number | null> {
  const { env, account, about, providers, print } = given
  const [verb = 'show', ...rest] = typed
  const { words, options } = takeOptions(rest, known[verb] ?? {})
  const [first, second, ...more] = words
  const access = (): AccountAccess => readAccountAccess(env, account)
  const why = options.get('--why')
  const reason = why === undefined ? {} : { reason: why }
  if (more.length > 0 || (second !== undefined && verb !== 'secret')) return null

  try {
    if (verb === 'show') return await showSettings(access(), first, print)
    if (verb === 'export') return await exportSettings(access(), first, print)
    if (verb === 'schema') return writeSchema(providers, first, print)
    if (verb === 'versions') {
      const before = first === undefined ? undefined : versionOf(first)
      return await tellVersions(access(), { before, about }, print)
    }
    if (first === undefined) return null
    const file = { file: first, env, account, providers, print }
    if (verb === 'plan') return await tellPlan(file, options.has('--exit-code'))
    if (verb === 'apply') return await applyFile(file, { ...reason, ...keepFor(options) })
    if (verb === 'version') return await tellVersion(access(), versionOf(first), print)
    if (verb === 'bring-back') {
      const to = versionOf(first)
      if (why === undefined) {
        throw new Invalid('missing_reason', `Say why: npm run relay -- settings bring-back ${to}${about} --why …`)
      }
      const wanted = { to, reason: why, secrets: secretsFrom(options, env) }
      return await bringBack(access(), wanted, { providers, about, print })
    }
    if (verb === 'secret' && second !== undefined) {
      const secret = { line: first, place: second, value: secretFrom(options, env), ...keepFor(options), ...reason }
      return await setSecret(access(), secret, print)
    }
    return null
  } catch (error) {
    if (!(error instanceof Invalid)) throw error
    print(plainText(error.message))
    for (const line of sayMeanwhile(error)) print(line)
    return 1
  }
}

function versionOf(text: string): number {
  if (/^[1-9][0-9]{0,8}$/.test(text)) return Number(text)
  throw new Invalid(
    'invalid_version',
    `"${text}" is no version: that is a number. "npm run relay -- settings versions" shows them.`,
  )
}
