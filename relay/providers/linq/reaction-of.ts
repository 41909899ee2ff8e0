import { cutText } from '../../../contract/cut-text.ts'
import type { Members } from '../members.ts'
import { membersOf } from '../members.ts'
import { namesLine } from '../names-line.ts'
import type { Line, ProviderEvent } from '../provider.ts'
import type { LinqMessage } from './linq-message.ts'
import type { Told } from './told.ts'

const signs: Record<string, string> = {
  love: '❤️',
  like: '👍',
  dislike: '👎',
  laugh: '😂',
  emphasize: '‼️',
  question: '❓',
}

/** A person's sign beside a message, put there or taken back. */
export function reactionOf({ type, data, at, line }: Told): ProviderEvent {
  const to = data.text('message_id')
  const by = data.within('from_handle', 'sender_handle', 'handle')
  const from = by.text('handle') ?? data.text('from')
  if (to === undefined && from === undefined) return { kind: 'ignored', reason: 'a sign of nobody beside nothing' }
  if (to === undefined || from === undefined) {
    return { kind: 'unreadable', reason: 'This sign names no message, or nobody who gave it.' }
  }
  if (isOurs(data, by, from, line)) return { kind: 'ignored', reason: 'a sign of our own' }
  if (data.within('chat').flag('is_group') === true) return { kind: 'ignored', reason: 'a group conversation' }
  return event(data, from, to, data.date('reacted_at') ?? at, type === 'reaction.removed')
}

/** The signs that stand beside a message in the history. */
export function reactionsIn({ id, parts }: LinqMessage, { at, line }: Told): ProviderEvent[] {
  return parts
    .flatMap((part) => membersOf(part).list('reactions').map(membersOf))
    .flatMap((reaction) => {
      const by = reaction.within('handle')
      const from = by.text('handle')
      return from === undefined || isOurs(reaction, by, from, line) ? [] : [event(reaction, from, id, at, false)]
    })
}

function event(reaction: Members, from: string, to: string, at: Date, takenBack: boolean): ProviderEvent {
  const sign = signOf(reaction)
  const what = sign === 'sticker' ? 'a sticker' : sign
  return {
    kind: 'reaction',
    providerId: [to, from, sign, ...(takenBack ? ['taken back'] : [])].join('/'),
    from,
    to: { providerId: to },
    reaction: takenBack ? null : sign,
    body: takenBack ? `Took back ${what} from a message` : `Reacted with ${what} to a message`,
    at,
  }
}

/** A kind that Linq has not described stands for itself. */
function signOf(reaction: Members): string {
  const type = reaction.text('reaction_type', 'type') ?? 'a sign'
  if (Object.hasOwn(signs, type)) return signs[type] ?? type
  return (type === 'custom' ? reaction.text('custom_emoji') : undefined) ?? cutText(type, 40)
}

function isOurs(reaction: Members, by: Members, from: string, line: Line): boolean {
  return reaction.flag('is_from_me', 'is_me') === true || by.flag('is_me') === true || namesLine(from, line)
}
