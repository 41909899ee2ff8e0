import { Invalid } from '../errors.ts'
import { ofNoAccount } from '../store/of-no-account.ts'

/** How the relay's own log is called, which is of no account. */
export const ownName = 'relay'

/** The account that somebody typed. Throws `Invalid`, `no_account`. */
export function accountOf(text: string): string {
  if (text === ownName) return ofNoAccount
  if (/^[1-9][0-9]{0,17}$/.test(text)) return text
  throw new Invalid('no_account', 'Name the HubSpot account by its id, in digits, or say "relay".')
}
