import type { MailHeaders } from '../headers.ts'

/** What is known of an email before its text is looked at. */
export interface BounceFacts {
  headers: MailHeaders
  /** As it came, and without files that nobody opens. */
  raw: Uint8Array
  bytes: Uint8Array
  /** Its own Message-ID. */
  providerId: string
  /** Null where it names nobody, as reports often do. */
  from: string | null
  subject: string
  at: Date
  conversationToken: string | undefined
}
