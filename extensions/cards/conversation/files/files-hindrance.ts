import type { ConversationLine } from '../../../../contract/conversation.ts'
import type { DraftFile } from './draft-file.ts'

/** Why these files cannot leave on this line, for a person; null when they can. Empty links do not count. */
export function filesHindrance(files: readonly DraftFile[], line: ConversationLine): string | null {
  const links = files.map(({ url }) => url.trim()).filter(Boolean)
  if (links.length === 0) return null
  if (line.attachments === null) return `${line.label} carries no files. Remove them or choose another line.`
  const { most } = line.attachments
  if (links.length > most) return `${line.label} carries at most ${most} at once. Remove ${links.length - most}.`
  const usable = links.every((link) => link.length <= 2_000 && /^https:\/\/[^\s/]\S*$/.test(link))
  return usable ? null : 'A link to a file begins with https:// and has no spaces.'
}
