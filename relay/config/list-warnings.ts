import type { Config } from './config.ts'

/** Characters of a secret that people choose: fewer are taken, since many relays run with them, and warned of. */
const enough = 32

/**
 * What a relay starts with and had better not keep, each in a sentence for whoever runs it. `guessable` names secrets in use that
 * are too easy to guess.
 */
export function listWarnings({ portal, operatorSecrets = [] }: Config, guessable: readonly string[]): string[] {
  const chosen = { HOMING_FUNCTION_SECRET: portal?.functionSecrets[0], HOMING_OPERATOR_SECRET: operatorSecrets[0] }
  return [
    ...guessable.map(
      (name) => `${name} is too easy to guess: replace it by one made by chance, such as "openssl rand -hex 32" does.`,
    ),
    ...Object.entries(chosen).map(
      ([name, secret]) =>
        secret !== undefined &&
        !guessable.includes(name) &&
        secret.length < enough &&
        `${name} has only ${secret.length} characters: replace it by one of ${enough} or more, such as "openssl rand -hex 32" makes.`,
    ),
  ].filter((warning) => typeof warning === 'string')
}
