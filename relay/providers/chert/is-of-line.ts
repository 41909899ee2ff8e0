import { loose } from '../loose.ts'
import type { Line } from '../provider.ts'
import { handleOf } from './handle-of.ts'
import type { ChertSettings } from './settings.ts'

/**
 * Is a chat on this line? Chert names the line by its id, by the owner of the chat (as text or as a handle), and by whichever handle
 * is ours. Where it names none of them by a number, nothing says that it is another's.
 */
export function isOfLine(
  chat: Readonly<Record<string, unknown>>,
  message: Readonly<Record<string, unknown>>,
  line: Line<ChertSettings>,
): boolean {
  const id = loose.text(chat.phone_line_id) ?? loose.text(message.phone_line_id)
  if (id !== undefined) return id === line.settings.phoneLineId
  const mine = loose
    .list(chat.handles)
    .map(handleOf)
    .filter(({ isMe }) => isMe)
  const numbers = [handleOf(chat.owner_handle), ...mine].flatMap(({ address }) => (isNumber(address) ? [address] : []))
  return numbers.length === 0 || numbers.includes(line.address)
}

function isNumber(address: string | undefined): address is string {
  return address !== undefined && /^\+?\d{5,}$/.test(address)
}
