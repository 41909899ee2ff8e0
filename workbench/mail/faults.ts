/** What the fake mail servers can be told to do wrong. Change the members at any time. */
export interface MailFaults {
  /**
   * `450`, `550`: the recipient is refused for now, for good. `554-data`: the message is refused after its final dot.
   * `drop-before-data`: the connection is lost before the message. `drop-after-data`: the message is taken, its answer
   * is lost. `lose-after-data`: message and answer are both lost. `hang`: taken, but the answer never comes.
   * `refuse`: no connections.
   */
  smtp:
    'none' | '450' | '550' | '554-data' | 'drop-before-data' | 'drop-after-data' | 'lose-after-data' | 'hang' | 'refuse'
  /** `refuse`: no connections. `hang`: connects and never speaks. */
  imap: 'none' | 'refuse' | 'hang'
}
