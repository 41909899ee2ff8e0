import type { Channel } from '../../contract/channel.ts'
import { readKeyword } from '../policy/keyword.ts'

/**
 * Whether a vendor's note that somebody opted out counts beside what they wrote at `at`: not where it is older than that, and
 * not where it bears no time beside a word of theirs that opts in.
 */
export function flagCounts(flaggedAt: Date | undefined, body: string, at: Date, channel: Channel): boolean {
  return flaggedAt === undefined ? readKeyword(body, channel) !== 'opted_in' : flaggedAt >= at
}
