import type { Config } from '../relay/config/config.ts'

export const scopes = ['crm.objects.contacts.read', 'crm.objects.contacts.write', 'sales-email-read', 'oauth']
export const portalId = '4242'
export const clientSecret = 'client-secret-of-the-test-app'
export const functionSecret = 'function-secret-of-the-tests'

const pace: Config['pace'] = {
  timelineGather: 50,
  timelineUpdate: 150,
  timelineDoubt: 2_500,
  settle: 300,
  jobExpire: 2,
  catchUp: 60_000,
  letPass: 900_000,
}

/** The relay's configuration in a world: three lines on its phone network, and little patience. */
export function worldConfig(given: {
  databaseUrl: string
  hubspotUrl: string
  phonesUrl: string
  config?: Partial<Config> | undefined
  extraLines?: Omit<Config['lines'][number], 'provider' | 'settings'>[] | undefined
  pace?: Partial<Config['pace']> | undefined
}): Config {
  const settings = { url: given.phonesUrl, key: 'phone-key', webhookSecret: 'phone-webhook-secret' }
  const more = (given.extraLines ?? []).map((line) => ({ ...line, provider: 'simulator', settings }))
  return {
    host: '127.0.0.1',
    port: 0,
    publicUrl: 'http://127.0.0.1:1',
    databaseUrl: given.databaseUrl,
    dataDir: '.homing/test',
    logLevel: 'info',
    defaultCountry: 'US',
    portal: {
      id: portalId,
      accessToken: 'pat-na1-test',
      clientSecrets: [clientSecret],
      functionSecrets: [functionSecret],
    },
    hubspotUrl: given.hubspotUrl,
    lines:
      given.config?.portal === null
        ? more
        : [
            { id: 'sms', label: 'Sales SMS', provider: 'simulator', channel: 'sms', address: '+15550100001', settings },
            {
              id: 'imessage',
              label: 'Sales iMessage',
              provider: 'simulator',
              channel: 'imessage',
              address: '+15550100002',
              settings,
            },
            {
              id: 'blind',
              label: 'Blind SMS',
              provider: 'simulator-blind',
              channel: 'sms',
              address: '+15550100003',
              settings,
            },
            ...more,
          ],
    routing: {},
    // The phone network is on this machine, and lines that are saved may lead there.
    allowedHosts: URL.canParse(given.phonesUrl) ? [new URL(given.phonesUrl).host] : [],
    ...given.config,
    ...(given.config?.oauth ? { oauth: { ...given.config.oauth, appUrl: given.hubspotUrl } } : {}),
    pace: { ...pace, ...given.pace },
  }
}
