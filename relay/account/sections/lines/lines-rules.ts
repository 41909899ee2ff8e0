import { canonicalJson } from '../../digest-sections.ts'
import type { LineSetting } from '../../../../contract/settings/lines.ts'
import { didYouMean } from '../../../policy/did-you-mean.ts'
import { isGuessable } from '../../../policy/is-guessable.ts'
import { guardsOf } from '../../../providers/guards-of.ts'
import type { Provider } from '../../../providers/provider.ts'
import { judgeSettings } from '../../../providers/settings.ts'
import { joinSecrets } from '../../../providers/join-secrets.ts'
import { secretName } from '../../secret-place.ts'
import type { CheckContext, SectionMistake, SectionRules } from '../section-rules.ts'

/** What messages leave by. What a provider asks for is checked of lines that change alone, so that nobody is held up by another's. */
export const linesRules: SectionRules<'lines'> = {
  older: [],
  ordinary: [],
  check: (lines, context) =>
    lines.flatMap((line, index) => {
      if (line.id === '') return []
      const first = lines.findIndex(({ id }) => id === line.id)
      const twice = first === index ? [] : [{ path: 'id', words: `is also that of line ${first}: each needs its own` }]
      const mistakes = [...twice, ...(isAsBefore(line, context) ? [] : ofProvider(line, context))]
      return mistakes.map(({ path, words }) => ({ path: `${index}.${path}`, words }))
    }),
}

function isAsBefore(line: LineSetting, { before, touched }: CheckContext): boolean {
  const known = before.lines?.find(({ id }) => id === line.id)
  const start = secretName(line.id, '')
  return (
    known !== undefined &&
    canonicalJson(known) === canonicalJson(line) &&
    ![...touched].some((name) => name.startsWith(start))
  )
}

function ofProvider(line: LineSetting, { providers, secretsOf, touched, wasInUse }: CheckContext): SectionMistake[] {
  const provider = providers.get(line.provider)
  if (!provider) return [{ path: 'provider', words: unknownProvider(line.provider, [...providers.keys()]) }]
  const carries = provider.channels.includes(line.channel)
  const secrets = secretsOf(line.id)
  return [
    ...(carries
      ? []
      : [
          {
            path: 'channel',
            words: `is ${line.channel}, but ${provider.name} carries ${provider.channels.join(', ')}`,
          },
        ]),
    ...(secrets === null
      ? [{ path: 'settings', words: 'have secrets that cannot be opened any more: enter them anew' }]
      : ofSettings(line, provider, secrets, wasInUse ? new Set() : touched)),
  ]
}

function ofSettings(
  { id, settings }: LineSetting,
  provider: Provider,
  secrets: ReadonlyMap<string, unknown>,
  touched: ReadonlySet<string>,
): SectionMistake[] {
  const { filled, mistakes } = judgeSettings(provider, joinSecrets(provider.settings, settings, secrets))
  const guessable = guardsOf(provider, filled ?? {}).flatMap(([name, secret]) =>
    touched.has(secretName(id, name)) && isGuessable(secret)
      ? [{ path: name, words: 'is too easy to guess: make one by chance, such as "openssl rand -hex 32" does' }]
      : [],
  )
  return [...mistakes, ...guessable].map(({ path, words }) => ({
    path: path === '' ? 'settings' : `settings.${path}`,
    words,
  }))
}

function unknownProvider(name: string, known: readonly string[]): string {
  return `is none that this relay knows: there are ${known.toSorted().join(', ')}${didYouMean(name, known)}`
}
