import { Value } from 'typebox/value'
import { AccessSection } from '../../contract/settings/access.ts'
import { readAccount } from '../store/account/read-account.ts'
import type { Database } from '../store/database.ts'

/** What is stored of an account's section `access`. */
export function storedAccess(database: Database): (portalId: string) => Promise<AccessSection> {
  return async (portalId) => {
    const stored = await readAccount(database.forPortal(portalId))
    const value = stored?.sections.find(({ section }) => section === 'access')?.value ?? {}
    return Value.Parse(AccessSection, value)
  }
}
