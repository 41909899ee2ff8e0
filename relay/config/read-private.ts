import { pastedWith } from '../../contract/pasted-with.ts'
import { readSecret } from './read-secret.ts'

/** The one account whose app is configured here: the private edition. */
export interface PrivatePortal {
  id: string
  /** A service key belongs to no app, so nothing is signed with a client secret. */
  credential?: 'private_app' | 'service_key'
  /** Empty until there is one: the relay runs without, and HubSpot hears nothing yet. */
  accessToken: string
  /** The newest first, as with every secret that is being replaced; empty until there is one. */
  clientSecrets: string[]
  functionSecrets: string[]
}

/**
 * The private account, or null where nothing of it is set: then only accounts that install the app with OAuth are served. Of half of it
 * the rest may follow: the app's token and secret are only known once the app is installed, which names the relay.
 */
export function readPrivate(env: Record<string, string | undefined>, mistakes: string[]): PrivatePortal | null {
  const names = ['HUBSPOT_PORTAL_ID', 'HUBSPOT_ACCESS_TOKEN', 'HUBSPOT_CLIENT_SECRET', 'HOMING_FUNCTION_SECRET']
  const any = [...names, 'HUBSPOT_CREDENTIAL', 'HUBSPOT_CLIENT_SECRET_PREVIOUS', 'HOMING_FUNCTION_SECRET_PREVIOUS']
  if (any.every((name) => !env[name]?.trim())) return null

  function secrets(name: string): string[] {
    const current = readSecret(env, name, mistakes)
    if (current && current.length < 16) mistakes.push(`${name} must have at least 16 characters.`)
    const previous = readSecret(env, `${name}_PREVIOUS`, mistakes)
    if (previous && !current) mistakes.push(`${name}_PREVIOUS is set without ${name}: the newest one goes there.`)
    return [current, previous].filter((secret) => secret !== '')
  }

  const credential = env.HUBSPOT_CREDENTIAL?.trim() || 'private_app'
  if (credential !== 'private_app' && credential !== 'service_key') {
    mistakes.push(`HUBSPOT_CREDENTIAL must be private_app or service_key, but is "${credential}".`)
  }
  const id = readSecret(env, 'HUBSPOT_PORTAL_ID', mistakes)
  if (!id) mistakes.push('HUBSPOT_PORTAL_ID is missing: the id of the HubSpot account that the rest is of.')
  else if (!/^[1-9][0-9]{0,17}$/.test(id)) mistakes.push('HUBSPOT_PORTAL_ID must be digits.')
  const accessToken = readSecret(env, 'HUBSPOT_ACCESS_TOKEN', mistakes)
  if (/[^!-~]/.test(accessToken) && pastedWith(accessToken) === null) {
    mistakes.push('HUBSPOT_ACCESS_TOKEN holds a blank or a letter that no token has; copy it anew.')
  }
  return {
    id,
    credential: credential === 'service_key' ? 'service_key' : 'private_app',
    accessToken,
    clientSecrets: secrets('HUBSPOT_CLIENT_SECRET'),
    functionSecrets: secrets('HOMING_FUNCTION_SECRET'),
  }
}
