/** The app with OAuth, which many accounts install. */
export interface OAuthApp {
  clientId: string
  /** The newest first; each may sign HubSpot's requests, the first asks for tokens. */
  clientSecrets: string[]
  /** Where an admin agrees: HubSpot's pages, not its API. */
  appUrl: string
}

/**
 * The app of `HUBSPOT_OAUTH_CLIENT_ID` and `HUBSPOT_OAUTH_CLIENT_SECRET`, or null where neither is set: then the relay
 * serves its one private account alone. `canSeal` says whether there is a master key to keep tokens under.
 */
export function readOAuth(
  env: Record<string, string | undefined>,
  mistakes: string[],
  canSeal: boolean,
): OAuthApp | null {
  const clientId = env.HUBSPOT_OAUTH_CLIENT_ID?.trim() ?? ''
  const secret = env.HUBSPOT_OAUTH_CLIENT_SECRET?.trim() ?? ''
  const previous = env.HUBSPOT_OAUTH_CLIENT_SECRET_PREVIOUS?.trim() ?? ''
  const appUrl = env.HUBSPOT_APP_URL?.trim() || 'https://app.hubspot.com'
  if (!clientId && !secret && !previous) return null
  if (!clientId) mistakes.push("HUBSPOT_OAUTH_CLIENT_ID is missing: the client id on the OAuth app's Auth tab.")
  if (!secret) mistakes.push("HUBSPOT_OAUTH_CLIENT_SECRET is missing: the client secret on the OAuth app's Auth tab.")
  if (secret && secret.length < 16) mistakes.push('HUBSPOT_OAUTH_CLIENT_SECRET must have at least 16 characters.')
  if (!URL.canParse(appUrl) || !/^https?:$/.test(new URL(appUrl).protocol)) {
    mistakes.push('HUBSPOT_APP_URL must be an http(s) URL.')
  }
  if (!canSeal) {
    mistakes.push(
      'HOMING_MASTER_KEY is missing: tokens of accounts are kept sealed under it. Make one with "openssl rand -base64 32".',
    )
  }
  return {
    clientId,
    clientSecrets: previous ? [secret, previous] : [secret],
    appUrl: appUrl.replace(/\/+$/, ''),
  }
}
