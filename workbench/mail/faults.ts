/** What the fake mail servers can be told to do wrong. Change the members at any time. */
export interface MailFaults {
  /**
   * `450`, `550`: the recipient is refused for now, for good. `451-data`, `554-data`: the message is refused after its
   * final dot, for now, for good. `drop-before-data`, `hang-before-data`: the connection is lost, or no answer comes,
   * before the message. `drop-after-data`: the message is taken, its answer is lost. `lose-after-data`: message and
   * answer are both lost. `hang`: taken, but the answer never comes. `garble`: taken, but the answer is no SMTP.
   * `refuse`: no connections.
   */
  smtp:
    | 'none'
    | '450'
    | '550'
    | '451-data'
    | '554-data'
    | 'drop-before-data'
    | 'hang-before-data'
    | 'drop-after-data'
    | 'lose-after-data'
    | 'hang'
    | 'garble'
    | 'refuse'
  /**
   * `refuse`: no connections. `hang`: connects and never speaks. `no-uidnext`: never names the next number, as some do. `withholds`: refuses
   * to hand over an email with the header X-Broken.
   */
  imap: 'none' | 'refuse' | 'hang' | 'no-uidnext' | 'withholds'
}
