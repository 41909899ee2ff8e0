/**
 * A name for whoever is in a chat with the line, by which an event that says no more than the chat can be told whose it is. Without
 * digits, which might be taken for a number.
 */
export function chatName(chat: string): string {
  return `linq chat ${chat.replace(/\d/g, (digit) => 'ghijklmnop'.charAt(Number(digit)))}`
}
