import { account } from '../../stage/relay-settings.ts'

/** The secrets of the relay under trial; it is replacing both, so that two of each are honoured. */
export const stageSecrets = {
  function: [account.functionSecret, 'function-secret-of-the-stage-before'],
  client: [account.clientSecret, 'client-secret-of-the-stage-before'],
} as const

/** Secrets that resemble a right one, or belong to somebody else. */
export function nearSecrets(right: string, ...others: string[]): string[] {
  return [
    '',
    ' ',
    right.slice(0, -1),
    right.slice(1),
    `${right} `,
    `${right}\n`,
    right.toUpperCase(),
    Buffer.from(right).toString('base64'),
    [...right].reverse().join(''),
    'undefined',
    ...others,
  ]
}
