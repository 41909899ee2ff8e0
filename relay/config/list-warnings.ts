import type { Config } from './config.ts'

/** Characters of a secret that people choose: fewer are taken, since many relays run with them, and warned of. */
const enough = 32

/** What a relay starts with and had better not keep, each in a sentence for whoever runs it. */
export function listWarnings({ lines, portal, operatorSecrets = [] }: Config): string[] {
  const chosen = { HOMING_FUNCTION_SECRET: portal?.functionSecrets[0], HOMING_OPERATOR_SECRET: operatorSecrets[0] }
  return [
    lines.length === 0 &&
      'No line is set up yet, so nothing can be sent: put one into LINES and start the relay again.',
    ...Object.entries(chosen).map(
      ([name, secret]) =>
        secret !== undefined &&
        secret.length < enough &&
        `${name} has only ${secret.length} characters: replace it by one of ${enough} or more, such as "openssl rand -hex 32" makes.`,
    ),
  ].filter((warning) => typeof warning === 'string')
}
