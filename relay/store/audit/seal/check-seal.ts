import type { AuditLink } from '../audit-chain.ts'
import type { PortalDb } from '../../database.ts'
import { judgeStory } from './judge-story.ts'
import { merkle } from './merkle.ts'
import { readSealDetail } from './read-seal-detail.ts'
import { readStories } from './read-stories.ts'

export interface SealVerdict {
  /** Its leaves lead to its root, and it begins where the one before ended. */
  holds: boolean
  /** Where it ends: an event's number. */
  last: string
  /** Messages whose story is not what was sealed, or that were slipped in among those that were. */
  altered: string[]
  count: number
  erased: number
  gone: number
}

/** Compares an entry `send.sealed` with its leaves, and those with what is stored of the messages. `before`: where the last one ended. */
export async function checkSeal(portal: PortalDb, entry: AuditLink, before: string | null): Promise<SealVerdict> {
  const { after, last, count, root } = readSealDetail(entry.detail)
  const stories = await readStories(portal, { after, last })
  const leaves = stories.flatMap(({ leaf }) => leaf?.digest ?? [])
  const judged = stories.map((story) => ({ messageId: story.messageId, is: judgeStory(story, entry.at) }))
  const those = (which: string) => judged.filter(({ is }) => is === which)
  const joined = before === null || before === after
  return {
    holds: joined && leaves.length === count && merkle(leaves).root.toString('hex') === root,
    last,
    altered: those('altered').map(({ messageId }) => messageId),
    count,
    erased: those('erased').length,
    gone: those('gone').length,
  }
}
