import type { Line } from '../providers/provider.ts'
import { readKeyword } from '../policy/keyword.ts'
import type { Reply } from './read-item.ts'

/** What a reply says of consent. The provider's own word comes first: it has acted on it. Our words about what came say nothing. */
export function consentOf(reply: Reply, channel: Line['channel']): ReturnType<typeof readKeyword> {
  return reply.consent ?? (reply.made ? null : readKeyword(reply.body, channel))
}
