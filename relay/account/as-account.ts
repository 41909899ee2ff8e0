import type { CountryCode } from 'libphonenumber-js'
import type { Account, AccountLines } from './account.ts'
import { deepFreeze } from './deep-freeze.ts'
import type { GivenAccount } from './given-account.ts'
import { zones } from '../zone/zones.ts'
import { pauseRules } from './sections/pause/pause-rules.ts'

/** What holds for an account that says nothing of it, and the longest that anything of any account is kept, in days. */
export interface Bounds {
  defaultCountry: CountryCode
  retain: { raw: number; stories: number }
}

/** An account as it is used: what it says of itself, and what is ordinary where it says nothing. */
export function asAccount(
  about: { portalId: string; version: number; lines: AccountLines },
  said: GivenAccount,
  bounds: Bounds,
): Account {
  const { rawDays = bounds.retain.raw, storyDays = bounds.retain.stories } = said.retention ?? {}
  return deepFreeze({
    ...about,
    routing: said.routing ?? {},
    autoSend: said.autoSend ?? null,
    pause: said.pause ?? pauseRules.ordinary!,
    country: (said.region?.country as CountryCode | undefined) ?? bounds.defaultCountry,
    timeZone: zones.nameOf(said.region?.timeZone ?? ''),
    retention: { raw: Math.min(rawDays, bounds.retain.raw), stories: Math.min(storyDays, bounds.retain.stories) },
    access: said.access ?? {},
  })
}
