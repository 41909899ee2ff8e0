import { membersOf } from '../members.ts'
import { namesLine } from '../names-line.ts'
import type { Line } from '../provider.ts'
import type { ChertEvent } from './chert-event.ts'
import { handleOf } from './handle-of.ts'
import type { ChertSettings } from './settings.ts'

/**
 * Is an event of this line? Chert names the line by its id, by the owner of the chat (as text or as a handle), and by whichever handle
 * is ours. Where it names none of them by a number, nothing says that it is another's.
 */
export function isOfLine({ chat, message }: ChertEvent, line: Line<ChertSettings>): boolean {
  const id = chat.text('phone_line_id') ?? message.text('phone_line_id')
  if (id !== undefined) return id === line.settings.phoneLineId
  const handles = chat.list('handles').map((item) => handleOf(membersOf(item)))
  const ours = [handleOf(chat, 'owner_handle'), ...handles.filter(({ isMe }) => isMe)]
  const numbers = ours.flatMap(({ address }) => (address && /^\+?\d{5,}$/.test(address) ? [address] : []))
  return numbers.length === 0 || numbers.some((number) => namesLine(number, line))
}
