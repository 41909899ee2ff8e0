import { readSecret } from './read-secret.ts'

/** The app with OAuth, which many accounts install. */
export interface OAuthApp {
  clientId: string
  /** As HubSpot adds it to a card's requests; absent: the one that each account installed. */
  appId?: string
  /** The newest first; each may sign HubSpot's requests, the first asks for tokens. */
  clientSecrets: string[]
  /** Where an admin agrees: HubSpot's pages, not its API. */
  appUrl: string
  /** How HubSpot's Webhooks Journal of the app is read; absent or null: not at all. */
  journal?: JournalReading | null
}

export interface JournalReading {
  /** Where its files may lie although that is a private network. */
  hosts: readonly string[]
  /** Milliseconds between two looks. */
  every: number
  /** Milliseconds until it is tried again when HubSpot has not let the app read it. */
  afterRefusal: number
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
  const clientId = readSecret(env, 'HUBSPOT_OAUTH_CLIENT_ID', mistakes)
  const secret = readSecret(env, 'HUBSPOT_OAUTH_CLIENT_SECRET', mistakes)
  const previous = readSecret(env, 'HUBSPOT_OAUTH_CLIENT_SECRET_PREVIOUS', mistakes)
  const appId = env.HUBSPOT_OAUTH_APP_ID?.trim() || null
  const appUrl = env.HUBSPOT_APP_URL?.trim() || 'https://app.hubspot.com'
  if (!clientId && !secret && !previous) return null
  if (!clientId) mistakes.push("HUBSPOT_OAUTH_CLIENT_ID is missing: the client id on the OAuth app's Auth tab.")
  if (!secret) mistakes.push("HUBSPOT_OAUTH_CLIENT_SECRET is missing: the client secret on the OAuth app's Auth tab.")
  if (secret && secret.length < 16) mistakes.push('HUBSPOT_OAUTH_CLIENT_SECRET must have at least 16 characters.')
  if (appId && !/^[1-9][0-9]{0,17}$/.test(appId)) mistakes.push('HUBSPOT_OAUTH_APP_ID must be digits.')
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
    ...(appId ? { appId } : {}),
    clientSecrets: previous ? [secret, previous] : [secret],
    appUrl: appUrl.replace(/(?<!\/)\/+$/, ''),
    journal: readJournal(env, mistakes),
  }
}

/** `HUBSPOT_JOURNAL=off` turns it off; `HUBSPOT_JOURNAL_HOSTS` are hosts with a comma between them, as proxies need. */
function readJournal(env: Record<string, string | undefined>, mistakes: string[]): JournalReading | null {
  const wanted = env.HUBSPOT_JOURNAL?.trim() || 'on'
  if (wanted !== 'on' && wanted !== 'off') mistakes.push(`HUBSPOT_JOURNAL must be on or off, but is "${wanted}".`)
  const hosts = (env.HUBSPOT_JOURNAL_HOSTS ?? '').split(',').flatMap((host) => host.trim() || [])
  const wrong = hosts.filter((host) => URL.parse(`https://${host}`)?.pathname !== '/' || /[/@?#]/.test(host))
  if (wrong.length > 0) {
    mistakes.push(
      `HUBSPOT_JOURNAL_HOSTS must name hosts, each with its port if need be, but not "${wrong.join(', ')}".`,
    )
  }
  return wanted === 'off' ? null : { hosts, every: 60_000, afterRefusal: 6 * 3_600_000 }
}
