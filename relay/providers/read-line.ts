import { Invalid } from '../errors.ts'
import { keepSecrets } from './keep-secrets.ts'
import type { LineConfig } from './line-config.ts'
import type { LineOfProvider } from './lines.ts'
import type { Provider } from './provider.ts'
import { readSettings } from './settings.ts'

/** A configured line with its provider, checked. Throws `Invalid` in words the person who wrote it can act on. */
export function readLine(
  config: LineConfig,
  portalId: string,
  publicUrl: string,
  providers: ReadonlyMap<string, Provider>,
): LineOfProvider {
  const provider = providers.get(config.provider)
  if (!provider) {
    throw new Invalid(
      'unknown_provider',
      `The line "${config.id}" names the provider "${config.provider}"; there are ${[...providers.keys()].join(', ')}.`,
    )
  }
  if (!provider.channels.includes(config.channel)) {
    throw new Invalid(
      'line_wrong_channel',
      `The line "${config.id}" is for ${config.channel}, but ${provider.name} carries ${provider.channels.join(', ')}.`,
    )
  }
  return keepSecrets({
    provider,
    line: {
      portalId,
      id: config.id,
      label: config.label,
      channel: config.channel,
      address: config.address,
      settings: readSettings(provider, config.settings),
      callbackUrl: `${publicUrl}/webhooks/${portalId}/${config.id}`,
    },
  })
}
