import { SettingsVersionResponse } from '../../../contract/settings/settings-request.ts'
import { Invalid } from '../../errors.ts'
import type { Provider } from '../../providers/provider.ts'
import { secretPlaces } from '../../providers/secret-places.ts'
import { askRelay } from '../ask-relay.ts'
import type { AccountAccess } from '../read-access.ts'

/**
 * Why a version cannot be brought back, with the way to give what its lines need anew, as words behind the command; as it is where no
 * secret is wrong.
 */
export async function nameSecretsWanted(
  access: AccountAccess,
  refused: Invalid,
  { to, providers, about }: { to: number; providers: ReadonlyMap<string, Provider>; about: string },
): Promise<Invalid> {
  const mistakes = refused.more['mistakes']
  if (!Array.isArray(mistakes)) return refused
  const asked = { portalId: access.portalId, version: to }
  const { sections } = await askRelay(access, '/admin/settings/version', asked, SettingsVersionResponse)
  const lines = (sections['lines'] ?? []) as { id: string; provider: string }[]
  const wanted = (mistakes as { path: string }[]).flatMap(({ path }) => {
    const [, index, place] = /^lines\.(\d+)\.settings\.(.+)$/.exec(path) ?? []
    const line = lines[Number(index)]
    const provider = providers.get(line?.provider ?? '')
    const isSecret = provider && secretPlaces(provider.settings).some((one) => one.place === place)
    return line && isSecret ? [`${line.id}/${place}=NAME`] : []
  })
  if (wanted.length === 0) return refused
  const way = `npm run relay -- settings bring-back ${to}${about} --why … --from-env ${wanted.join(' ')}`
  return new Invalid(
    refused.code,
    `${refused.message} Say where these secrets are: ${way}, or --from-file with a path in the place of NAME.`,
    { status: refused.status, more: refused.more },
  )
}
