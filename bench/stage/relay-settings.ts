/** The account and the secrets that the stage's HubSpot, phones and relays agree on. */
export const account = {
  portalId: '4242',
  accessToken: 'pat-na1-stage',
  scopes: ['crm.objects.contacts.read', 'crm.objects.contacts.write', 'sales-email-read', 'oauth'],
  clientSecret: 'client-secret-of-the-stage',
  functionSecret: 'function-secret-of-the-stage',
  phoneKey: 'phone-key-of-the-stage',
  webhookSecret: 'webhook-secret-of-the-stage',
}

export interface StageLine {
  id: string
  provider: 'simulator' | 'simulator-blind'
  channel: 'sms' | 'imessage' | 'whatsapp'
  address: string
  /** Of the phone network. */
  url: string
}

/** The environment of a relay process. `own` has the last word; whatever the machine's environment says is left out. */
export function relaySettings(
  world: { publicUrl: string; hubspotUrl: string; lines: StageLine[] },
  own: Record<string, string>,
): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    HOST: '127.0.0.1',
    PORT: '0',
    PUBLIC_URL: world.publicUrl,
    HUBSPOT_PORTAL_ID: account.portalId,
    HUBSPOT_ACCESS_TOKEN: account.accessToken,
    HUBSPOT_CLIENT_SECRET: account.clientSecret,
    HOMING_FUNCTION_SECRET: account.functionSecret,
    HUBSPOT_API_URL: world.hubspotUrl,
    // More is asked here than any account or stranger would be allowed.
    RATE_LIMIT: 'off',
    // The stage is on this machine, and lines that are saved may lead there.
    ALLOWED_HOSTS: '127.0.0.0/8',
    LINES: JSON.stringify(
      world.lines.map(({ id, provider, channel, address, url }) => ({
        id,
        label: `Line ${id}`,
        provider,
        channel,
        address,
        settings: { url, key: account.phoneKey, webhookSecret: account.webhookSecret },
      })),
    ),
    ...own,
  }
}
