import { Permanent, Temporary } from '../errors.ts'
import { LineChanged } from '../providers/line-changed.ts'
import type { LineOfProvider } from '../providers/lines.ts'
import type { Standing } from '../providers/standing.ts'
import type { Accounts } from './account.ts'

/** A save may come between an answer and the look at it; as many in a row are no chance. */
const most = 5

/** Whether a line that was opened as of this version is still the same: another label, or another section, is no other line. */
export function standingOf(
  accounts: Pick<Accounts, 'of' | 'holds'>,
  carrier: LineOfProvider,
  version: number,
): Standing {
  const { portalId, id } = carrier.line
  let sameAs = version
  return {
    async confirm() {
      for (let tries = 0; tries < most; tries += 1) {
        const account = await accounts.of(portalId).catch(nobodySays)
        if (account.version !== sameAs) {
          const now = account.lines.find(id)
          if (!now || !isSame(now, carrier)) throw new LineChanged()
          sameAs = account.version
        }
        if (accounts.holds(portalId, sameAs)) return
      }
      throw new Temporary('settings_unread', 'The account is set up anew too often to be sure how.')
    },
    holds: () => accounts.holds(portalId, sameAs),
  }
}

/** A failure of our own database is no word of the vendor's, and whoever calls one could not tell them apart. */
function nobodySays(cause: unknown): never {
  if (cause instanceof Temporary || cause instanceof Permanent) throw cause
  throw new Temporary('settings_unread', 'The database does not say how the line is set up by now.', { cause })
}

function isSame(one: LineOfProvider, other: LineOfProvider): boolean {
  return ledBy(one) === ledBy(other)
}

/** All that a provider is called with, secrets too. */
function ledBy({ line: { channel, address, settings }, provider: { name } }: LineOfProvider): string {
  return JSON.stringify([name, channel, address, settings])
}
