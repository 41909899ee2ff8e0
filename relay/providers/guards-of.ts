import type { Provider } from './provider.ts'
import { secretPlaces } from './secret-places.ts'
import { splitSecrets } from './split-secrets.ts'

/** The settings of a line that prove its provider to us, by place: whoever guesses one may say anything in the provider's name. */
export function guardsOf(
  provider: Pick<Provider, 'settings'>,
  settings: Readonly<Record<string, unknown>>,
): [place: string, secret: string][] {
  const { secrets } = splitSecrets(provider.settings, settings)
  return secretPlaces(provider.settings).flatMap(({ place, guards }): [string, string][] => {
    const secret = secrets.get(place)
    return guards && typeof secret === 'string' ? [[place, secret]] : []
  })
}
