import type { SectionValues } from '../../contract/settings/sections.ts'
import type { Config } from '../config/config.ts'
import { environmentPart } from './environment-part.ts'

/** Sections of an account; one that is absent has its ordinary value. */
export type GivenAccount = Partial<SectionValues>

/**
 * What whoever runs the relay gave an account in the environment: its own lines, with their secrets in their settings, and of the one
 * routing that is there for all accounts what concerns these.
 */
export function givenAccounts({
  lines,
  routing,
  portal,
}: Pick<Config, 'lines' | 'routing' | 'portal'>): (portalId: string) => GivenAccount {
  const all = lines.map((line) => ({ ...line, portalId: line.portalId ?? portal?.id ?? '' }))
  const byAccount = Map.groupBy(all, (line) => line.portalId)
  return (portalId) => environmentPart({ lines: byAccount.get(portalId) ?? [], routing }, portalId)
}
