import type { VendorFile } from '../fake-vendor/read-form.ts'
import type { ChatDb } from './chat-db.ts'

/** What the routes need of the Mac. */
export interface Mac {
  password: string
  db: ChatDb
  privateApi(): boolean
  webhooks: { url: string; events: string[] }[]
  onIMessage(address: string): boolean
  /** Files laid on the Mac that no message has yet, by where they lie. */
  uploads: Map<string, VendorFile>
  /** Sends and reports by webhook. */
  send(message: {
    address: string
    chatGuid?: string
    text: string
    tempGuid: string | undefined
    files?: readonly VendorFile[]
  }): Record<string, unknown>
}
