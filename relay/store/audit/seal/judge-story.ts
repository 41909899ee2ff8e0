import { auditLeaf, digestWords } from './audit-leaf.ts'
import type { Story } from './read-stories.ts'

/** No story is removed sooner, whatever the configuration says; a day is given to whoever sealed late. Milliseconds. */
const soonest = 29 * 86_400_000

/** Words as an erasure leaves them. */
const erased = /^\["", null, "", null, null, null, \[\{\}(, \{\})*\]\]$/

/**
 * Whether a send is as it was sealed, which was at `at` (ISO 8601). `erased`: all but its words, which are gone; `gone`: there is nothing
 * left that could be compared, because its time was over or its message is gone, too. What happened after it was sealed may be anything.
 */
export function judgeStory(story: Story, at: string): 'holds' | 'erased' | 'gone' | 'altered' {
  const { leaf, lasting, words } = story
  if (!leaf) return 'altered'
  if (story.removed && (!story.there || Date.now() - Date.parse(at) > soonest)) return 'gone'
  const wordless = leaf.words.length === 32
  if (wordless && !erased.test(words)) return 'altered'
  const sealed = auditLeaf(lasting, wordless ? leaf.words : digestWords(leaf.words, words))
  return !sealed.equals(leaf.digest) ? 'altered' : wordless ? 'erased' : 'holds'
}
