import type { ImapFlow } from 'imapflow'
import type { ProviderContext, Received } from '../provider.ts'
import type { EmailLine } from './email-line.ts'
import { imapFailure, openMailbox } from './imap.ts'
import { mailSources } from './mail-sources.ts'

const batchCount = 50
const batchBytes = 24 * 1024 * 1024
const wholeUpTo = 10 * 1024 * 1024
/** Of a larger email only its beginning is read: headers and text come before attachments. */
const beginning = 1024 * 1024
const lookBack = 7 * 24 * 3_600_000

/**
 * What arrived after the cursor `<uidValidity>:<lastUid>`, oldest first; null begins now. When the server renumbered the
 * mailbox the last seven days are read again: provider ids make the repeats harmless. Nothing is marked as seen.
 */
export async function since(
  cursor: string | null,
  line: EmailLine,
  context: ProviderContext,
): Promise<{ received: Received[]; cursor: string; more: boolean }> {
  const client = await openMailbox(line, context)
  try {
    const mailbox = client.mailbox
    if (!mailbox) throw new Error('The mailbox closed')
    const validity = String(mailbox.uidValidity)
    const newest = await newestUid(client, mailbox)
    if (cursor === null) return { received: [], cursor: `${validity}:${newest}`, more: false }

    const last = cursor.startsWith(`${validity}:`) ? Number(cursor.slice(validity.length + 1)) : Number.NaN
    const known = Number.isSafeInteger(last) && last >= 0
    const query = known ? { uid: `${last + 1}:*` } : { since: new Date(context.now().getTime() - lookBack) }
    const found = await client.search(query, { uid: true })
    if (!Array.isArray(found)) throw new Error('The server refused to search the mailbox')
    // `n:*` always names the newest email, even one that is older than n: RFC 3501 §9, seq-range.
    const uids = found.filter((uid) => !known || uid > last).sort((a, b) => a - b)
    const batch = await read(client, uids, context.now())
    const end = batch.last ?? (known ? last : newest)
    return { received: batch.received, cursor: `${validity}:${end}`, more: uids.some((uid) => uid > end) }
  } catch (cause) {
    throw imapFailure(cause)
  } finally {
    await client.logout().catch(() => client.close())
  }
}

/**
 * The last number that may have been given out when the mailbox was opened. RFC 3501 lets a server leave UIDNEXT out, and
 * some do; then it is that of the newest email, which `*` names.
 */
async function newestUid(client: ImapFlow, mailbox: { uidNext?: number; exists?: number }): Promise<number> {
  const next = Number(mailbox.uidNext)
  if (Number.isSafeInteger(next) && next > 0) return next - 1
  if (mailbox.exists === 0) return 0
  const found = await client.search({ uid: '*' }, { uid: true })
  if (!Array.isArray(found)) throw new Error('The server refused to name its newest email')
  return found.reduce((newest, uid) => Math.max(newest, uid), 0)
}

async function read(
  client: ImapFlow,
  uids: number[],
  now: Date,
): Promise<{ received: Received[]; last: number | undefined }> {
  if (uids.length === 0) return { received: [], last: undefined }
  const candidates = uids.slice(0, batchCount)
  const sizes = new Map<number, number>()
  for (const message of await client.fetchAll(candidates, { uid: true, size: true }, { uid: true })) {
    sizes.set(message.uid, message.size ?? 0)
  }
  const whole: number[] = []
  const large: number[] = []
  let bytes = 0
  let last = candidates[0]
  for (const uid of candidates) {
    const size = sizes.get(uid)
    const cost = Math.min(size ?? 0, size !== undefined && size > wholeUpTo ? beginning : wholeUpTo)
    if (bytes > 0 && bytes + cost > batchBytes) break
    bytes += cost
    last = uid
    // One without a size was expunged since the search.
    if (size !== undefined) (size > wholeUpTo ? large : whole).push(uid)
  }
  const found = [
    ...(await mailSources(client, whole, true, now)),
    ...(await mailSources(client, large, { maxLength: beginning }, now)),
  ]
  return { received: found.sort((a, b) => a.uid - b.uid).map(({ item }) => item), last }
}
