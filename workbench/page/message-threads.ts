import type { PhoneMessage, WorkbenchConfig } from './api.ts'

interface Thread {
  key: string
  line: string
  channel: string
  title: string
  messages: PhoneMessage[]
}

/** The threads of an address, for every line that can be written to from there; `messages` come oldest first. */
export function messageThreads(
  messages: readonly PhoneMessage[],
  address: string,
  { lines }: Pick<WorkbenchConfig, 'lines'>,
): Thread[] {
  const threads = new Map<string, Thread>()
  for (const { channel, address: line, label } of lines) {
    // Of what is no email, only an iMessage goes to and from an email address.
    if (channel === 'email' || (address.includes('@') && channel !== 'imessage')) continue
    const key = `${channel} ${line}`
    threads.set(key, { key, line, channel, title: label, messages: [] })
  }
  for (const message of messages) {
    const [key, line, channel] = [threadKey(message), lineOf(message), message.channel]
    const thread = threads.get(key) ?? { key, line, channel, title: line, messages: [] }
    thread.messages.push(message)
    threads.set(key, thread)
  }
  return [...threads.values()]
}

/** The key of the thread that a message belongs to. */
export function threadKey(message: PhoneMessage): string {
  return `${message.channel} ${lineOf(message)}`
}

function lineOf(message: PhoneMessage): string {
  return message.direction === 'to_phone' ? message.from : message.to
}
