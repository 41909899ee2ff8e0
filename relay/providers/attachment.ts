/** A file that travels with a message, fetched and judged by the relay before its provider is called. */
export interface Attachment {
  /** Where it was fetched from, for a vendor whose API takes nothing but an address and fetches the file itself. */
  url: string
  content: Uint8Array
  /** MIME type of the content, bare and in lower case. */
  contentType: string
  /** With an ending and without folders. */
  name: string
}

/** A file that came with a reply. */
export interface ReceivedAttachment {
  /** An address that a browser may open without the account's login; null where there is none. */
  url: string | null
  /** MIME type, as far as it is known. */
  contentType: string
  name: string
  /** When the address stops working; absent where it does not, or nobody said. */
  until?: Date | undefined
}
