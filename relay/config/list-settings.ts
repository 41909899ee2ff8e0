import type { Config } from './config.ts'
import { ofNoAccount } from '../store/of-no-account.ts'
import { zones } from '../zone/zones.ts'
import type { Setting } from '../store/audit/setting-digest.ts'

/**
 * Everything in the configuration whose change an admin may ask about: each account's own with the account, the rest with the
 * relay itself. Ports, folders, paces and the log's level change nobody's messages. What `settled` accounts have configured is theirs,
 * and has versions of its own.
 */
export function listSettings(config: Config, portalIds: readonly string[], settled: ReadonlySet<string>): Setting[] {
  const { portal, oauth } = config
  const unsettled = portalIds.filter((portalId) => !settled.has(portalId))
  const ofRelay = (name: string, value: unknown, isSecret = false) => ({ portalId: ofNoAccount, name, value, isSecret })
  return [
    ofRelay('publicUrl', config.publicUrl),
    ofRelay('hubspotUrl', config.hubspotUrl),
    ofRelay('defaultCountry', config.defaultCountry),
    ofRelay('rateLimits', config.rateLimits ?? null),
    ofRelay('trustedProxies', config.trustedProxies ?? []),
    ofRelay('allowedHosts', [...(config.allowedHosts ?? []), ...(config.routing.attachmentHosts ?? [])]),
    ofRelay('retain', config.retain ?? null),
    // Nobody sets it, and times are told and judged by it all the same.
    ofRelay('zoneData', zones.version),
    ofRelay('oauthClientId', oauth?.clientId ?? null),
    ofRelay('oauthAppId', oauth?.appId ?? null),
    ofRelay('oauthClientSecrets', oauth?.clientSecrets ?? [], true),
    ofRelay('operatorSecrets', config.operatorSecrets ?? [], true),
    ofRelay(
      'masterKeys',
      (config.masterKeys ?? []).map((key) => key.export().toString('base64')),
      true,
    ),
    ...unsettled.map((portalId) => ({ portalId, name: 'routing', value: config.routing, isSecret: false })),
    ...(portal
      ? [
          { name: 'credential', value: portal.credential ?? 'private_app', isSecret: false },
          { name: 'accessToken', value: portal.accessToken, isSecret: true },
          { name: 'clientSecrets', value: portal.clientSecrets, isSecret: true },
          { name: 'functionSecrets', value: portal.functionSecrets, isSecret: true },
        ].map((setting) => ({ ...setting, portalId: portal.id }))
      : []),
    ...config.lines.flatMap(({ portalId = portal?.id ?? '', id, settings, ...line }) =>
      settled.has(portalId)
        ? []
        : [
            { portalId, name: `line ${id}`, value: line, isSecret: false },
            { portalId, name: `line ${id} settings`, value: settings, isSecret: true },
          ],
    ),
  ]
}

/**
 * What secrets are digested with, the newest first: without it a digest would let whoever reads the database try passwords.
 * Empty where the relay has nothing of the kind; then changed secrets are not told.
 */
export function listSettingsKeys({ masterKeys = [], portal, operatorSecrets = [] }: Config): Buffer[] {
  const others = [...(portal?.functionSecrets ?? []), ...operatorSecrets].map((secret) => Buffer.from(secret))
  // What was digested before there was a master key can be compared still.
  return [...masterKeys.map((key) => key.export()), ...others]
}
