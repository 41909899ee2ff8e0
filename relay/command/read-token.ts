import { readFileSync } from 'node:fs'
import { Invalid } from '../errors.ts'

/** What a token is read from, at most; it is far shorter. */
const most = 4_000

/**
 * The token that a command is given by reference: what is typed stands in the shell's history and in the list of processes. Throws `Invalid`.
 */
export function readToken(
  words: readonly string[],
  env: Record<string, string | undefined>,
): { token: string; credential: 'private_app' | 'service_key' } {
  const rest = words.filter((word) => word !== '--service-key')
  const [how, where, ...more] = rest
  if (
    !where ||
    more.length > 0 ||
    words.length - rest.length > 1 ||
    (how !== '--token-file' && how !== '--token-env')
  ) {
    throw new Invalid(
      'no_token',
      'Say where the token stands: --token-file and a file, or --token-env and the name of a variable; for a service key add --service-key.',
    )
  }
  const token = (how === '--token-file' ? readFile(where) : (env[where] ?? '')).trim()
  if (!token) throw new Invalid('no_token', `There is nothing in ${where}.`)
  return { token, credential: words.length > rest.length ? 'service_key' : 'private_app' }
}

function readFile(file: string): string {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw new Invalid('no_token', `${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'}).`)
  }
  if (text.length > most) throw new Invalid('no_token', `${file} is too long to be a token.`)
  return text
}
