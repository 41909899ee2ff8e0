import type { Config } from './config.ts'

const opensAll =
  'Whoever reads the app function’s secret at HubSpot may change settings, since it opens what commands ask'

/**
 * What a relay still lacks before messages come and go, and before nobody changes its settings but whoever runs it, each as a sentence
 * that says how to give it, in the order in which that is done. `begun` says what was given by other ways than the configuration.
 */
export function listMissing(
  { portal, oauth, publicUrl, databaseUrl, masterKeys = [], operatorSecrets = [] }: Config,
  begun: { hasOthers: boolean; hasToken: boolean; hasLines: boolean },
): string[] {
  const isPrivate = portal !== null
  const lacking = [
    publicUrl.startsWith('http://') &&
      `Only this machine reaches this relay, at ${publicUrl}: choose the https origin under which HubSpot and providers are to reach it, and set PUBLIC_URL to it.`,
    !isPrivate &&
      !oauth &&
      !begun.hasOthers &&
      'No HubSpot account is served: set HUBSPOT_PORTAL_ID to the id of the account (private edition), or HUBSPOT_OAUTH_CLIENT_ID and HUBSPOT_OAUTH_CLIENT_SECRET, which the app’s Auth tab has (marketplace edition).',
    isPrivate &&
      portal.functionSecrets.length === 0 &&
      'The card cannot call: make a secret with "openssl rand -hex 32", give it to the app function as README says, and set HOMING_FUNCTION_SECRET to it.',
    operatorSecrets.length === 0 &&
      `${portal?.functionSecrets.length ? opensAll : 'Commands such as "npm run relay -- settings" are not let in'}: make a secret with "openssl rand -hex 32", and set HOMING_OPERATOR_SECRET to it, here and where commands are typed.`,
    isPrivate &&
      portal.accessToken === '' &&
      !begun.hasToken &&
      'HubSpot hears nothing from this relay: install the app, and give the access token on its Auth tab, as HUBSPOT_ACCESS_TOKEN or with "npm run relay -- portals connect".',
    isPrivate &&
      portal.credential !== 'service_key' &&
      portal.clientSecrets.length === 0 &&
      'Nothing is taken from HubSpot: set HUBSPOT_CLIENT_SECRET to the client secret on the app’s Auth tab.',
    // With a database of its own the relay makes a key by itself.
    databaseUrl !== null &&
      masterKeys.length === 0 &&
      'No secret can be saved, and so hardly a line: make a master key with "openssl rand -base64 32", keep a copy, and set HOMING_MASTER_KEY to it for every process of the relay.',
    !begun.hasLines &&
      'No line is set up, so nothing can be sent: write one into a file as its page in docs/providers says, and give it with "npm run relay -- settings apply <file>".',
  ].filter((one) => typeof one === 'string')
  return lacking.map((one, index) => `Still to do, ${index + 1} of ${lacking.length}: ${one}`)
}
