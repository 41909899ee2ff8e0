import { account } from '../../stage/relay-settings.ts'

/** An account that has installed the app which many install, beside the private one. */
export const connected = { portalId: '5151', accessToken: 'token-of-the-connected-account', contactId: '501' }

/** The secrets of the relay under trial; it is replacing all of them, so that two of each are honoured. */
export const stageSecrets = {
  function: [account.functionSecret, 'function-secret-of-the-stage-before'],
  /** Of whoever runs the relay. */
  operator: ['operator-secret-of-the-stage', 'operator-secret-of-the-stage-before'],
  client: [account.clientSecret, 'client-secret-of-the-stage-before'],
  /** Of the app that many accounts install. */
  app: ['client-secret-of-the-app', 'client-secret-of-the-app-before'],
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
