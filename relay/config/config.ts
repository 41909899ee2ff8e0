import type { KeyObject } from 'node:crypto'
import { isIP } from 'node:net'
import type { CountryCode } from 'libphonenumber-js'
import { getCountries } from 'libphonenumber-js'
import type { Routing } from '../../contract/routing.ts'
import type { LineConfig } from '../providers/line-config.ts'
import type { Rate, RateLimits } from './rate-limits.ts'
import { dataDirOf } from './data-dir.ts'
import { readLines } from './read-lines.ts'
import { readOAuth, type OAuthApp } from './read-oauth.ts'
import { readPrivate, type PrivatePortal } from './read-private.ts'
import { allowedHosts } from '../reach/allowed-hosts.ts'
import { readPublicUrl } from './read-public-url.ts'
import { readRouting } from './read-routing.ts'
import { readSecret } from './read-secret.ts'
import { readSettingsFolder, type SettingsFolder } from './read-settings-folder.ts'
import { readVault } from './read-vault.ts'

/** How long the relay waits for what; milliseconds. Tests and torture shorten them, ordinary life does not. */
export interface Pace {
  /** Entries of the timeline are gathered this long before they are written together. */
  timelineGather: number
  /** Changes of an entry are gathered this long. */
  timelineUpdate: number
  /** A creation without an answer is looked for after this: longer than HubSpot's time limit plus its search lag. */
  timelineDoubt: number
  /** "I do not know this message" is believed this long after a send was left without an answer. */
  settle: number
  /** A job whose process died runs again after this many seconds. */
  jobExpire: number | undefined
  /** Providers' histories are read this often. */
  catchUp: number
  /** What is tried again and again is tried after so long at most; absent: ten minutes. */
  retryMost?: number | undefined
  /** Tasks that no job remembers are looked for this often, and other rows two or three times as seldom; absent: five seconds. */
  sweep?: number | undefined
  /** Accepted messages are sealed into the audit log after this; absent: five minutes. */
  sealAfter?: number | undefined
  /** A message in doubt that nobody settles no longer holds up its conversation after this. */
  letPass: number
}

export interface Config {
  host: string
  port: number
  /** The origin that HubSpot and providers call; signatures cover it. */
  publicUrl: string
  databaseUrl: string | null
  dataDir: string
  logLevel: string
  /** Numbers without a country code are read as this country's. */
  defaultCountry: CountryCode
  /** Null: this relay serves only accounts that install its app with OAuth, if there is one. */
  portal: PrivatePortal | null
  /** Absent: this relay serves the private account alone. */
  oauth?: OAuthApp | null
  /** Of whoever runs the relay, for every account; absent: the private account's function secret opens its own lines. */
  operatorSecrets?: readonly string[]
  /** Under which secrets are sealed, the newest first. */
  masterKeys?: readonly KeyObject[]
  hubspotUrl: string
  lines: LineConfig[]
  routing: Routing
  /** The files that say what accounts have configured; absent or null: that is kept in the database. */
  settingsFiles?: SettingsFolder | null
  pace: Pace
  /** Days for which deliveries as they came, and stories of messages, are kept once they are over; absent: 30 and 400. */
  retain?: { raw: number; stories: number; versions?: number | null }
  /** Bytes of files that are in memory at once, of this process; absent: 64 MB. */
  fileMemory?: number
  /** Of this process; absent or null: none. */
  rateLimits?: RateLimits | null
  /** Addresses or networks of proxies in front, which say whom they speak for; absent: nobody is believed. */
  trustedProxies?: readonly string[]
  /** Hosts and networks that the files and lines of every account may lead to although they are private; absent: none. */
  allowedHosts?: readonly string[]
}

/** Every mistake in the configuration, one a line. */
export class ConfigError extends Error {
  override name = 'ConfigError'
  constructor(mistakes: string[]) {
    super(
      `The configuration has ${mistakes.length === 1 ? 'a mistake' : `${mistakes.length} mistakes`}:\n${mistakes.map((one) => `  - ${one}`).join('\n')}`,
    )
  }
}

/**
 * Reads the environment. Throws `ConfigError` that lists every mistake, so that one start is enough to see them all.
 * `checkLine` asks a line's provider about it; what it throws is one of the mistakes.
 */
export function readConfig(
  env: Record<string, string | undefined>,
  checkLine: (line: LineConfig) => void = () => undefined,
): Config {
  const mistakes: string[] = []

  function number(name: string, fallback: number, least: number, most: number): number {
    const text = env[name]?.trim()
    if (!text) return fallback
    const value = Number(text)
    if (!Number.isInteger(value) || value < least || value > most) {
      mistakes.push(`${name} must be a whole number from ${least} to ${most}, but is "${text}".`)
    }
    return value
  }
  function rate(name: string, fallback: number): Rate {
    const perSecond = number(`RATE_LIMIT_${name}`, fallback, 1, 1_000_000)
    return { perSecond, burst: 4 * perSecond }
  }
  function rates(): RateLimits | null {
    if (env.RATE_LIMIT?.trim() === 'off') return null
    return {
      portal: rate('PORTAL', 2_000),
      workflow: rate('WORKFLOW', 1_000),
      webhooks: rate('WEBHOOKS', 5_000),
      events: rate('EVENTS', 500),
      failures: rate('FAILURES', 50),
      pages: rate('PAGES', 20),
    }
  }
  function retain(): NonNullable<Config['retain']> {
    // Shorter than what repeats, leases and backs off, an erasure's second time among it.
    const raw = number('RETAIN_RAW_DAYS', 30, 3, 3_650)
    const stories = number('RETAIN_STORIES_DAYS', 400, 30, 36_500)
    if (stories < raw) {
      mistakes.push(
        'RETAIN_STORIES_DAYS must not be less than RETAIN_RAW_DAYS: what became of a message is kept longest.',
      )
    }
    const versions = env.RETAIN_VERSIONS_DAYS?.trim() ? number('RETAIN_VERSIONS_DAYS', 400, 30, 36_500) : null
    return { raw, stories, versions }
  }
  function proxies(): string[] {
    const named = (env.TRUSTED_PROXIES ?? '').split(',').flatMap((one) => one.trim() || [])
    for (const one of named) {
      const [address = '', bits, ...more] = one.split('/')
      const most = isIP(address) === 4 ? 32 : isIP(address) === 6 ? 128 : -1
      const isNetwork = bits === undefined || (/^[0-9]{1,3}$/.test(bits) && Number(bits) <= most)
      if (most < 0 || !isNetwork || more.length > 0) {
        mistakes.push(`TRUSTED_PROXIES must be addresses or networks like 10.0.0.0/8, but names "${one}".`)
      }
    }
    return named
  }
  function hosts(): string[] {
    const named = (env.ALLOWED_HOSTS ?? '').split(',').flatMap((one) => one.trim() || [])
    for (const one of allowedHosts(named).wrong) {
      const bare = URL.parse(one)?.host
      const instead = bare && one.includes('://') ? ` Write ${bare}.` : ''
      mistakes.push(
        `ALLOWED_HOSTS must be hosts, each with its port if need be, or networks like 192.168.1.0/24, but names "${one}".${instead}`,
      )
    }
    return named
  }
  function url(name: string, value: string): string {
    if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol))
      mistakes.push(`${name} must be an http(s) URL.`)
    return value.replace(/(?<!\/)\/+$/, '')
  }
  function editions(): Pick<Config, 'portal' | 'oauth' | 'masterKeys'> {
    const masterKeys = readVault(env, mistakes)
    const portal = readPrivate(env, mistakes)
    // A relay with an embedded database makes a key for itself.
    const oauth = readOAuth(env, mistakes, masterKeys.length > 0 || !env.DATABASE_URL?.trim())
    return { portal, oauth, masterKeys }
  }
  function operator(): string[] {
    const secrets = ['', '_PREVIOUS'].flatMap((end) => readSecret(env, `HOMING_OPERATOR_SECRET${end}`, mistakes) || [])
    if (secrets.some((secret) => secret.length < 16)) {
      mistakes.push('HOMING_OPERATOR_SECRET must have at least 16 characters.')
    }
    return secrets
  }
  function ways({ portal }: Pick<Config, 'portal'>): Pick<Config, 'lines' | 'routing'> {
    const lines = readLines(env, mistakes, checkLine)
    for (const { id, portalId } of lines) {
      if (portal || portalId) continue
      mistakes.push(
        `LINES, line "${id}": say in "portalId" whose it is, because there is no private account to belong to.`,
      )
    }
    return { lines, routing: readRouting(env, mistakes, lines) }
  }

  const country = (env.DEFAULT_COUNTRY?.trim() || 'US') as CountryCode
  if (!getCountries().includes(country))
    mistakes.push(`DEFAULT_COUNTRY must be a two-letter country code, but is "${country}".`)
  const level = env.LOG_LEVEL?.trim() || 'info'
  if (!['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'].includes(level)) {
    mistakes.push(`LOG_LEVEL must be trace, debug, info, warn, error, fatal or silent, but is "${level}".`)
  }
  const apps = editions()
  const databaseUrl = env.DATABASE_URL?.trim() || null
  if (databaseUrl && !/^postgres(ql)?:\/\//.test(databaseUrl))
    mistakes.push('DATABASE_URL must begin with postgresql://.')

  const config: Config = {
    host: env.HOST?.trim() || '0.0.0.0',
    port: number('PORT', 8080, 0, 65_535),
    publicUrl: readPublicUrl(env, mistakes),
    databaseUrl,
    dataDir: dataDirOf(env),
    logLevel: level,
    defaultCountry: country,
    ...apps,
    operatorSecrets: operator(),
    hubspotUrl: url('HUBSPOT_API_URL', env.HUBSPOT_API_URL?.trim() || 'https://api.hubapi.com'),
    ...ways(apps),
    settingsFiles: readSettingsFolder(env, mistakes),
    pace: {
      timelineGather: number('TIMELINE_GATHER_MS', 2_000, 0, 60_000),
      timelineUpdate: number('TIMELINE_UPDATE_MS', 20_000, 0, 600_000),
      timelineDoubt: number('TIMELINE_DOUBT_MS', 60_000, 500, 600_000),
      settle: number('SETTLE_MS', 15_000, 0, 3_600_000),
      jobExpire: env.JOB_EXPIRE_S ? number('JOB_EXPIRE_S', 60, 1, 60) : undefined,
      catchUp: number('CATCH_UP_MS', 60_000, 500, 3_600_000),
      retryMost: number('RETRY_MAX_MS', 600_000, 100, 3_600_000),
      sealAfter: number('SEAL_AFTER_MS', 300_000, 180_000, 86_400_000),
      letPass: number('LET_PASS_MS', 900_000, 500, 86_400_000),
    },
    retain: retain(),
    // A line carries 25 MB at most, and that must fit.
    fileMemory: number('FILE_MEMORY_MB', 64, 25, 65_536) * 1_000_000,
    rateLimits: rates(),
    trustedProxies: proxies(),
    allowedHosts: hosts(),
  }
  if (mistakes.length > 0) throw new ConfigError(mistakes)
  return config
}
