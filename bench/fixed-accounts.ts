import type { AccountLine, Accounts } from '../relay/account/account.ts'
import { asAccount } from '../relay/account/as-account.ts'
import type { LineOfProvider } from '../relay/providers/lines.ts'

/** Accounts that never change, with just these lines. */
export function fixedAccounts(carriers: readonly LineOfProvider[]): Accounts {
  const lines = carriers.map((one): AccountLine => ({ ...one, earlier: [] }))
  const of = async (portalId: string) => {
    const own = lines.filter(({ line }) => line.portalId === portalId)
    const find = (lineId: string) => own.find(({ line }) => line.id === lineId) ?? null
    return asAccount({ portalId, version: 0, lines: { list: () => own, find } }, {}, bounds)
  }
  return { of, at: of, holds: () => true, onChange: () => undefined }
}

const bounds = { defaultCountry: 'US', retain: { raw: 30, stories: 400 } } as const
