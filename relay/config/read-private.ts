import { pastedWith } from '../../contract/pasted-with.ts'
import { readSecret } from './read-secret.ts'

/** The one account whose app is configured here: the private edition. */
export interface PrivatePortal {
  id: string
  /** A service key belongs to no app, so nothing is signed with a client secret. */
  credential?: 'private_app' | 'service_key'
  accessToken: string
  /** The newest first, as with every secret that is being replaced. */
  clientSecrets: string[]
  functionSecrets: string[]
}

/**
 * The private account, or null where nothing of it is set: then only accounts that install the app with OAuth are served.
 * Half of it is a mistake for everything that is missing.
 */
export function readPrivate(env: Record<string, string | undefined>, mistakes: string[]): PrivatePortal | null {
  const names = ['HUBSPOT_PORTAL_ID', 'HUBSPOT_ACCESS_TOKEN', 'HUBSPOT_CLIENT_SECRET', 'HOMING_FUNCTION_SECRET']
  const any = [...names, 'HUBSPOT_CREDENTIAL', 'HUBSPOT_CLIENT_SECRET_PREVIOUS', 'HOMING_FUNCTION_SECRET_PREVIOUS']
  if (any.every((name) => !env[name]?.trim())) return null

  function required(name: string, what: string): string {
    const value = readSecret(env, name, mistakes)
    if (!value) mistakes.push(`${name} is missing: ${what}.`)
    return value
  }
  function secrets(name: string, what: string): string[] {
    const current = required(name, what)
    if (current && current.length < 16) mistakes.push(`${name} must have at least 16 characters.`)
    const previous = readSecret(env, `${name}_PREVIOUS`, mistakes)
    return previous ? [current, previous] : [current]
  }

  const credential = env.HUBSPOT_CREDENTIAL?.trim() || 'private_app'
  if (credential !== 'private_app' && credential !== 'service_key') {
    mistakes.push(`HUBSPOT_CREDENTIAL must be private_app or service_key, but is "${credential}".`)
  }
  const isServiceKey = credential === 'service_key'
  const id = required('HUBSPOT_PORTAL_ID', 'the id of the HubSpot account')
  if (id && !/^[1-9][0-9]{0,17}$/.test(id)) mistakes.push('HUBSPOT_PORTAL_ID must be digits.')
  const accessToken = required('HUBSPOT_ACCESS_TOKEN', "the app's access token, or a service key")
  if (/[^!-~]/.test(accessToken) && pastedWith(accessToken) === null) {
    mistakes.push('HUBSPOT_ACCESS_TOKEN holds a blank or a letter that no token has; copy it anew.')
  }
  return {
    id,
    credential: isServiceKey ? 'service_key' : 'private_app',
    accessToken,
    clientSecrets:
      isServiceKey && !env.HUBSPOT_CLIENT_SECRET?.trim()
        ? []
        : secrets('HUBSPOT_CLIENT_SECRET', "the app's client secret, which signs HubSpot's requests"),
    functionSecrets: secrets(
      'HOMING_FUNCTION_SECRET',
      "the secret shared with the app function, which signs the card's requests",
    ),
  }
}
