/** Where something is to be connected to, and what is spoken there. The host is bare: no brackets, no dot at its end. */
export interface Place {
  kind: 'http' | 'https' | 'smtp' | 'imap'
  host: string
  port: number
}
