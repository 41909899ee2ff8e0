import { channelNames } from '../../contract/channel-names.ts'
import { Invalid } from '../errors.ts'
import { earlierLines, type EarlierLine, type EarlierSecret } from './earlier-lines.ts'
import { publicReach } from '../reach/public-reach.ts'
import type { Reach } from '../reach/reach.ts'
import { keepSecrets } from './keep-secrets.ts'
import type { LineConfig } from './line-config.ts'
import type { LineOfProvider } from './lines.ts'
import type { Line, Provider } from './provider.ts'
import { readSettings } from './settings.ts'
import { withinReach } from './within-reach.ts'

/**
 * A configured line with its provider, checked, which connects to nothing but what is in `reach`: public places unless it is given.
 * Throws `Invalid` in words the person who wrote it can act on. `earlierSecrets` are those that were replaced lately, by place.
 */
export function readLine(
  config: LineConfig,
  portalId: string,
  publicUrl: string,
  providers: ReadonlyMap<string, Provider>,
  { reach = publicReach, earlierSecrets = [] }: { reach?: Reach; earlierSecrets?: readonly EarlierSecret[] } = {},
): LineOfProvider & { earlier: readonly EarlierLine[] } {
  const provider = providers.get(config.provider)
  if (!provider) {
    throw new Invalid(
      'unknown_provider',
      `There is no provider "${config.provider}"; there are ${[...providers.keys()].toSorted().join(', ')}.`,
    )
  }
  // What is no channel at all, the schema of lines tells.
  const carries = provider.channels.includes(config.channel) || !(config.channel in channelNames)
  const wrong = carries
    ? ''
    : `It is for ${config.channel}, but ${provider.name} carries ${provider.channels.join(', ')}.`
  const settings = readOrTell(provider, config, wrong)
  if (wrong) throw new Invalid('line_wrong_channel', wrong)
  const line: Line = {
    portalId,
    id: config.id,
    label: config.label,
    channel: config.channel,
    address: config.address,
    settings,
    callbackUrl: `${publicUrl}/webhooks/${portalId}/${config.id}`,
  }
  const earlier = earlierLines({ line, provider }, earlierSecrets)
  const secrets = earlierSecrets.map(({ secret }) => secret)
  return { ...keepSecrets({ line, provider: withinReach(provider, reach) }, secrets), earlier }
}

/** The settings. What is wrong with them is told after what was found before. */
function readOrTell(provider: Provider, { settings }: LineConfig, before: string): Line['settings'] {
  try {
    return readSettings(provider, settings)
  } catch (error) {
    throw error instanceof Invalid ? new Invalid(error.code, `${before} ${error.message}`.trim()) : error
  }
}
