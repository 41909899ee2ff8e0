import type { Line } from '../providers/provider.ts'
import { judgeWord, type Judged } from '../policy/judge-word.ts'
import { readKeyword } from '../policy/keyword.ts'
import { provenSender, type Reply } from './read-item.ts'

export interface Said extends Judged {
  /** The addresses whose owner surely said so; null: wherever it came from, and wherever its conversation goes. */
  of: readonly string[] | null
}

/**
 * What a reply says of consent. The provider's own word comes first: it has acted on it. Our words about what came say nothing. A mail
 * counts for the conversation that it names by what only its reader knows, and for its sender where that is proved; an
 * opt-out that names one counts for its sender, too, unless the receiving server denies that it is the sender.
 */
export function consentOf(reply: Reply, channel: Line['channel'], address: string, named: string | undefined): Said {
  const word = reply.consent ?? (reply.made ? null : readKeyword(reply.body, channel))
  if (reply.proof === undefined) return { ...judgeWord(word, true), of: null }
  const isSender =
    provenSender(reply, address, named) || (named !== undefined && word === 'opted_out' && reply.proof === 'none')
  const of = [...(named === undefined ? [] : [named]), ...(isSender ? [address] : [])]
  return { ...judgeWord(word, of.length > 0), of: [...new Set(of)] }
}
