import type { FetchMessageObject, ImapFlow } from 'imapflow'
import { cutText } from '../../../contract/cut-text.ts'
import type { Received } from '../provider.ts'

/** How long a server may refuse an email before the others behind it go on without it. */
const patience = 10 * 60_000

/**
 * The bytes of these emails. One that the server refuses to hand over, again and again, must not hold up the others: it becomes an
 * item that says so, and is looked at by a person in the mailbox.
 */
export async function mailSources(
  client: ImapFlow,
  uids: readonly number[],
  source: true | { maxLength: number },
  now: Date,
): Promise<{ uid: number; item: Received }[]> {
  if (uids.length === 0) return []
  try {
    const wanted = { uid: true, internalDate: true, source }
    return (await client.fetchAll([...uids], wanted, { uid: true })).map((message) => {
      if (!message.source) throw new Withheld('it came without its bytes')
      return { uid: message.uid, item: { origin: 'history', headers: arrival(message), body: message.source } }
    })
  } catch (error) {
    const reason = refusalIn(error)
    if (reason === null) throw error
    if (uids.length > 1) {
      const found = []
      for (const uid of uids) found.push(...(await mailSources(client, [uid], source, now)))
      return found
    }
    return withheld(client, uids[0]!, reason, now)
  }
}

class Withheld extends Error {}

/** What the server said to refuse this very command; null where the connection or the whole server is at fault. */
function refusalIn(error: unknown): string | null {
  if (error instanceof Withheld) return error.message
  if (typeof error !== 'object' || error === null || !('responseStatus' in error)) return null
  if (error.responseStatus !== 'NO' && error.responseStatus !== 'BAD') return null
  const said = 'responseText' in error && typeof error.responseText === 'string' ? error.responseText : ''
  return cutText(said, 200) || 'without a reason'
}

async function withheld(
  client: ImapFlow,
  uid: number,
  reason: string,
  now: Date,
): Promise<{ uid: number; item: Received }[]> {
  const [message] = await client.fetchAll([uid], { uid: true, internalDate: true }, { uid: true })
  // It was expunged meanwhile.
  if (!message) return []
  const headers = arrival(message)
  const came = new Date(headers['imap-internal-date'] ?? Number.NaN).getTime()
  if (now.getTime() - came < patience) throw new Error(`The server refused an email: ${reason}`)
  const body = Buffer.from(`Email ${uid} of this mailbox could not be fetched: ${reason}`)
  return [{ uid, item: { origin: 'history', headers: { ...headers, 'imap-refused': reason }, body } }]
}

/** When the server took the email over, kept beside the bytes because the sender's own Date may be wrong. */
function arrival({ internalDate }: FetchMessageObject): Record<string, string> {
  const at = internalDate === undefined ? Number.NaN : new Date(internalDate).getTime()
  return Number.isNaN(at) ? {} : { 'imap-internal-date': new Date(at).toISOString() }
}
