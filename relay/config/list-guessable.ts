import { isGuessable } from '../policy/is-guessable.ts'
import type { LineConfig } from '../providers/line-config.ts'
import { ofNoAccount } from '../store/of-no-account.ts'
import type { Config } from './config.ts'

/** A secret that guards a door of ours, and the setting of `listSettings` that it is part of. */
export interface GuessableSecret {
  /** The variable, or the place in it. */
  name: string
  portalId: string
  setting: string
  /** It is only accepted while another takes its place. */
  isPrevious: boolean
}

/** Which of the secrets that guard our doors are too easy to guess. `guardsOf` knows a line's. */
export function listGuessable(
  { portal, oauth, operatorSecrets = [], masterKeys = [], lines }: Config,
  guardsOf: (line: LineConfig) => [name: string, secret: string][],
): GuessableSecret[] {
  const both = (name: string, secrets: readonly (string | Buffer)[], portalId: string, setting: string) =>
    secrets.map((secret, index) => ({
      ...{ secret, portalId, setting, isPrevious: index > 0 },
      name: index === 0 ? name : `${name}_PREVIOUS`,
    }))
  const own = portal?.id ?? ofNoAccount
  return [
    ...both('HOMING_FUNCTION_SECRET', portal?.functionSecrets ?? [], own, 'functionSecrets'),
    ...both('HUBSPOT_CLIENT_SECRET', portal?.clientSecrets ?? [], own, 'clientSecrets'),
    ...both('HUBSPOT_OAUTH_CLIENT_SECRET', oauth?.clientSecrets ?? [], ofNoAccount, 'oauthClientSecrets'),
    ...both('HOMING_OPERATOR_SECRET', operatorSecrets, ofNoAccount, 'operatorSecrets'),
    ...both(
      'HOMING_MASTER_KEY',
      masterKeys.map((key) => key.export()),
      ofNoAccount,
      'masterKeys',
    ),
    ...lines.flatMap((line) =>
      guardsOf(line).map(([name, secret]) => ({
        ...{ name: `LINES, line "${line.id}": ${name}`, secret, isPrevious: name.startsWith('previous') },
        ...{ portalId: line.portalId ?? portal?.id ?? '', setting: `line ${line.id} settings` },
      })),
    ),
  ].flatMap(({ secret, ...named }) => (isGuessable(secret) ? [named] : []))
}
