import { nearestName } from '../policy/nearest-name.ts'
import { variableNames } from './variable-names.ts'

/** Of HubSpot's own command line, which the upload starts. */
const ofHubSpot = ['HUBSPOT_ACCOUNT_ID', 'HUBSPOT_PERSONAL_ACCESS_KEY']

/** Short ones are near to what is somebody else's. */
const long = variableNames.filter((name) => name.length >= 5)

/** Variables that look like the relay's and are none, each in a sentence that says which was probably meant. */
export function listUnknown(env: Record<string, string | undefined>): string[] {
  return Object.keys(env).flatMap((name) => {
    if (!env[name]?.trim() || variableNames.includes(name) || ofHubSpot.includes(name)) return []
    const looksLikeOurs = /^(HOMING|HUBSPOT)_/.test(name)
    const meant = /^[A-Z_]{4,100}$/.test(name) ? nearestName(name, long) : null
    if (meant === null && !looksLikeOurs) return []
    return [`${name} is set, and no variable of this relay is called so${meant ? `: did you mean ${meant}?` : '.'}`]
  })
}
