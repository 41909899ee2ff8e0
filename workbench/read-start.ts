import { parseArgs } from 'node:util'
import { editionNames, type EditionName } from './page/api.ts'

/** What `npm start` was told. Throws a sentence for whatever it does not know. */
export function readStart(
  words: string[],
  env: Record<string, string | undefined>,
): { edition: EditionName; fresh: boolean; port: number } {
  const { edition: named = 'private', fresh } = optionsOf(words)
  const edition = editionNames.find((name) => name === named)
  if (!edition) throw new Error(`After --edition stands ${editionNames.join(' or ')}.`)
  const port = Number(env.PORT?.trim() || 3_000)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error('PORT must be a number from 0 to 65535.')
  }
  return { edition, fresh, port }
}

function optionsOf(words: string[]): { edition?: string; fresh: boolean } {
  const { tokens } = parseArgs({
    args: words,
    strict: false,
    tokens: true,
    options: { edition: { type: 'string' }, fresh: { type: 'boolean' } },
  })
  const options: { edition?: string; fresh: boolean } = { fresh: false }
  for (const [index, token] of tokens.entries()) {
    if (token.kind === 'option' && token.name === 'edition') options.edition = token.value ?? ''
    else if (token.kind === 'option' && token.name === 'fresh') options.fresh = true
    else {
      const word = words[token.index] ?? words[index] ?? ''
      throw new Error(`npm start does not know "${word}". After npm start -- stand --fresh and --edition <name> only.`)
    }
  }
  return options
}
