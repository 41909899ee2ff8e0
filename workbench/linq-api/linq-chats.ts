import { randomUUID } from 'node:crypto'
import type { VendorFile } from '../fake-vendor/read-form.ts'

export interface LinqMessage {
  id: string
  chat: LinqChat
  mine: boolean
  parts: {
    type: string
    value?: string
    url?: string
    attachment_id?: string
    filename?: string
    mime_type?: string
    reactions?: object[] | null
  }[]
  /** Uploaded files that its parts name. */
  files: VendorFile[]
  key: string | null
  /** The service that the sender asked for. */
  preferred?: string
  status: string
  createdAt: string
  updatedAt: string
  /** What the history shows in another form than usual. */
  odd?: object
}

export interface LinqChat {
  id: string
  line: string
  person: string
  group: boolean
  updatedAt: string
  messages: LinqMessage[]
  /** Listed, and not to be read any more. */
  gone?: boolean
}

/** What Linq keeps: chats between its numbers and people, and their messages, each at a millisecond of its own. */
export interface LinqChats {
  of(line: string): LinqChat[]
  find(line: string, person: string): LinqChat | undefined
  get(id: string): LinqChat | undefined
  /** Opens a chat. */
  open(line: string, person: string, group?: boolean): LinqChat
  add(
    chat: LinqChat,
    message: Pick<LinqMessage, 'mine' | 'parts' | 'key' | 'preferred'> & { files?: VendorFile[] },
  ): LinqMessage
  /** A message has changed. */
  touch(message: LinqMessage): void
  message(id: string): LinqMessage | undefined
  all(): LinqMessage[]
}

export function createLinqChats(now: () => Date): LinqChats {
  const chats = new Map<string, LinqChat>()
  const messages = new Map<string, LinqMessage>()
  let last = 0

  const tick = () => new Date((last = Math.max(last + 1, now().getTime()))).toISOString()

  return {
    of: (line) => [...chats.values()].filter((chat) => chat.line === line),
    find: (line, person) =>
      [...chats.values()].find((chat) => chat.line === line && chat.person === person && !chat.group),
    get: (id) => chats.get(id),
    open(line, person, group = false) {
      const chat: LinqChat = { id: randomUUID(), line, person, group, updatedAt: tick(), messages: [] }
      chats.set(chat.id, chat)
      return chat
    },
    add(chat, { mine, parts, key, files = [], ...rest }) {
      const createdAt = tick()
      const status = mine ? 'pending' : 'received'
      const id = randomUUID()
      const message: LinqMessage = {
        id,
        chat,
        mine,
        parts,
        files,
        key,
        status,
        createdAt,
        updatedAt: createdAt,
        ...rest,
      }
      chat.messages.push(message)
      chat.updatedAt = createdAt
      messages.set(message.id, message)
      return message
    },
    touch(message) {
      message.updatedAt = message.chat.updatedAt = tick()
    },
    message: (id) => messages.get(id),
    all: () => [...messages.values()],
  }
}
