import type { Config } from './config/config.ts'
import { createOAuth } from './hubspot/oauth.ts'
import type { Vault } from './vault/vault.ts'

/** The app that many accounts may have installed; null where there is none. */
export function openApp(
  config: Config,
  { vault, ...needs }: { vault: Vault | null; fetch: typeof fetch; stopping: AbortSignal },
) {
  if (!config.oauth || !vault) return null
  return {
    clientSecrets: config.oauth.clientSecrets,
    vault,
    oauth: createOAuth({
      ...config.oauth,
      apiUrl: config.hubspotUrl,
      redirectUri: `${config.publicUrl}/oauth/callback`,
      ...needs,
    }),
  }
}
