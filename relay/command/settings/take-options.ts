import { Invalid } from '../../errors.ts'

/**
 * What was typed, apart from what stands behind `--names`: of each all words up to the next one. Throws `Invalid` for a name that is
 * not among `known`, or one that nothing stands behind although it must.
 */
export function takeOptions(
  typed: readonly string[],
  known: Readonly<Record<string, 'value' | 'none'>>,
): { words: string[]; options: ReadonlyMap<string, string> } {
  const first = typed.findIndex((word) => word.startsWith('--'))
  const words = first === -1 ? [...typed] : typed.slice(0, first)
  const options = new Map<string, string>()
  let name = ''
  for (const word of first === -1 ? [] : typed.slice(first)) {
    if (!word.startsWith('--')) {
      // Behind one that takes nothing stands what the command is about.
      if (known[name] === 'none') words.push(word)
      else options.set(name, `${options.get(name) ?? ''} ${word}`.trim())
      continue
    }
    name = word
    if (!Object.hasOwn(known, name)) {
      const all = Object.keys(known)
      throw new Invalid(
        'unknown_option',
        `"${name}" is not known here${all.length > 0 ? `: there are ${all.join(', ')}` : ''}.`,
      )
    }
    if (options.has(name)) throw new Invalid('unknown_option', `${name} stands twice.`)
    options.set(name, '')
  }
  for (const [one, value] of options) {
    if (known[one] === 'value' && value === '') throw new Invalid('unknown_option', `Nothing stands after ${one}.`)
  }
  return { words, options }
}
