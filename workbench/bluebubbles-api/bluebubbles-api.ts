import { randomUUID } from 'node:crypto'
import { createFakeVendor, type FakeVendor } from '../fake-vendor/fake-vendor.ts'
import { createChatDb, type ChatRow, type GuidStyle } from './chat-db.ts'
import type { Mac } from './mac.ts'
import { onWire } from './on-wire.ts'
import { routes } from './routes.ts'

export interface BlueBubblesApiOptions {
  password: string
  now?: () => Date
  /** Is the Private API connected? Default true. */
  privateApi?: boolean
  guids?: GuidStyle
  /** Addresses that are not on iMessage: messages to them fail with error 22. */
  notOnIMessage?: readonly string[]
}

/** BlueBubbles Server on a Mac, as a real HTTP server on 127.0.0.1, with what it is known to do wrong. */
export interface BlueBubblesApi extends Pick<FakeVendor, 'url' | 'listen' | 'close' | 'misbehave' | 'struck' | 'idle'> {
  /** May be changed while it runs. */
  settings: { privateApi: boolean; guids: GuidStyle }
  /** Registers a webhook. An address that is there already keeps its events, whatever is said now. */
  addWebhook(url: string, events: string[]): void
  rows(): ChatRow[]
  /** Somebody writes to the Mac. `twice`: the webhook comes again a moment later without the message's guid. */
  write(message: { from: string; body: string; twice?: boolean } & Partial<ChatRow>): ChatRow
  /** Somebody types on the Mac itself. */
  type(message: { to: string; body: string }): ChatRow
  /** A person changes a message of theirs; without words they take it back. */
  edit(guid: string, text: string | null): void
  /** Files of a message that was there before them. */
  attach(guid: string, attachments: ChatRow['attachments']): void
  deliver(guid: string): void
  look(guid: string): void
  /** The server starts anew: its poller looks back a week and posts every message again. */
  restart(): void
  /** Any other event. */
  emit(type: string, data: unknown): void
}

const week = 7 * 24 * 3_600_000

export function createBlueBubblesApi(options: BlueBubblesApiOptions): BlueBubblesApi {
  const { now = () => new Date() } = options
  const settings = { privateApi: options.privateApi ?? true, guids: options.guids ?? 'iMessage' }
  const db = createChatDb({ now, style: () => settings.guids })
  const registered: { url: string; events: string[] }[] = []
  const vendor = createFakeVendor({
    answer: routes({
      password: options.password,
      db,
      privateApi: () => settings.privateApi,
      webhooks: registered,
      uploads: new Map(),
      onIMessage: (address) => !options.notOnIMessage?.includes(address),
      send,
    }),
    sends: ({ method, path }) => method === 'POST' && /\/(message\/(text|attachment|multipart)|chat\/new)$/.test(path),
    // Nothing is signed, and nothing is tried again.
    sign: () => ({}),
    webhooks: { retry: false },
  })

  function emit(type: string, data: unknown): void {
    for (const { url, events } of registered) {
      if (events.includes('*') || events.includes(type)) vendor.post(url, JSON.stringify({ type, data }))
    }
  }

  function send(message: Parameters<Mac['send']>[0]) {
    const { address, text, tempGuid, chatGuid, files = [] } = message
    const attachments = files.map(({ name, contentType, content }) => ({
      guid: `at_0_${randomUUID().toUpperCase()}`,
      mimeType: contentType,
      transferName: name,
      totalBytes: content.length,
      content,
    }))
    const error = options.notOnIMessage?.includes(address) ? 22 : 0
    const row = db.add({
      address,
      text,
      isFromMe: true,
      error,
      attachments,
      ...(chatGuid === undefined ? {} : { chatGuid }),
    })
    const shown = onWire(row, { chats: true, ...(tempGuid === undefined ? {} : { tempGuid }) })
    // Once from the one that waited for the send, and once from the poller of the database, which knows no tempGuid.
    emit(error ? 'message-send-error' : 'new-message', shown)
    emit('new-message', onWire(row, { chats: true }))
    return shown
  }

  function change(guid: string, changes: Partial<ChatRow>): void {
    const row = db.get(guid)
    if (!row) throw new Error(`There is no message ${guid}.`)
    Object.assign(row, changes)
    emit('updated-message', onWire(row, { chats: false }))
  }

  return {
    settings,
    get url() {
      return vendor.url
    },
    listen: vendor.listen,
    close: vendor.close,
    misbehave: vendor.misbehave,
    struck: vendor.struck,
    idle: vendor.idle,
    addWebhook(url, events) {
      if (!registered.some((webhook) => webhook.url === url)) registered.push({ url, events })
    },
    rows: () => db.rows(),
    write({ from, body, twice = false, ...rest }) {
      const row = db.add({ address: from, text: body, isFromMe: false, ...rest })
      emit('new-message', onWire(row, { chats: true }))
      if (twice) emit('new-message', { ...onWire(row, { chats: true }), guid: null })
      return row
    },
    type({ to, body }) {
      const row = db.add({ address: to, text: body, isFromMe: true })
      emit('new-message', onWire(row, { chats: true }))
      return row
    },
    edit(guid, text) {
      const left = text === null ? { attachments: [], partCount: 0 } : {}
      change(guid, { text, attributedBody: null, dateEdited: now().getTime(), ...left })
    },
    attach: (guid, attachments) => change(guid, { attachments }),
    deliver: (guid) => change(guid, { dateDelivered: now().getTime() }),
    look: (guid) => change(guid, { dateDelivered: now().getTime(), dateRead: now().getTime() }),
    restart() {
      for (const row of db.rows()) {
        if (row.dateCreated >= now().getTime() - week) emit('new-message', onWire(row, { chats: true }))
      }
    },
    emit,
  }
}
