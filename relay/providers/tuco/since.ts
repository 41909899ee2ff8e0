import { Temporary } from '../../errors.ts'
import { membersOf } from '../members.ts'
import { cursorTime, newerThan } from '../newer-than.ts'
import { oddOnce } from '../odd-once.ts'
import type { Line, ProviderContext, Received } from '../provider.ts'
import { askTuco } from './ask-tuco.ts'
import { batchReference } from './batch-id.ts'
import { leadReplies, type LeadReply, type Parent } from './lead-replies.ts'
import type { TucoSettings } from './settings.ts'
import { tucoLines } from './tuco-lines.ts'

/** What one look gives. */
const most = 24
/** Bounds a look: 10,000 people of a page of 100 each. */
const mostPages = 100
const day = 86_400_000

/**
 * Replies since the cursor, which is ours. Tuco never repeats a webhook, so this is the only way back to one that was
 * missed. Its history names no line: with one line in the workspace all of it is ours; with several, a reply is ours
 * where the last message to the person was, since anybody else's would come home twice or to the wrong line.
 */
export async function since(
  from: string | null,
  line: Line<TucoSettings>,
  context: ProviderContext,
): Promise<{ received: Received[]; cursor: string; more: boolean }> {
  const alone = (await tucoLines(line, context)).every(({ _id: id }) => id === line.settings.lineId)
  // Where the cursor stands; what is odd is known by its bytes, and cannot be known before the pages are read.
  const place = oddOnce(from, []).from
  const after = cursorTime(place).getTime()
  const found: LeadReply[] = []
  const odd: unknown[] = []
  for (let page = 1; page <= mostPages; page += 1) {
    const query = { page: String(page), limit: '100' }
    const answer = membersOf(await askTuco('/api/replies', { query }, line, context))
    if (!answer.isList('replies')) throw new Temporary('provider_failed', "Tuco's list of replies cannot be read.")
    const rows = answer.list('replies').map(leadReplies)
    found.push(...rows.flatMap(({ replies }) => replies).filter(({ at }) => at.getTime() >= after))
    odd.push(...rows.flatMap((row) => (alone || isOurs(row.parents, line) ? row.odd : [])))
    const times = rows.flatMap(({ replies }) => replies[0]?.at.getTime() ?? [])
    // Nothing newer follows, which only a list that is newest first lets us know; Tuco does not say that it is one.
    const newestFirst = times.every((time, index) => index === 0 || time <= Number(times[index - 1]))
    if (page >= (answer.number('totalPages') ?? 1) || rows.length === 0) break
    if (newestFirst && times.length > 0 && (place === null || Number(times.at(-1)) < after)) break
  }
  const ours = found.filter((reply) => alone || isOurs(reply.parents, line))
  // A time that is far from now would take the cursor past all that comes before it.
  const isNear = ({ at }: LeadReply) => at.getTime() <= context.now().getTime() + day
  odd.push(...ours.filter((reply) => !isNear(reply)).map((reply) => eventOf(reply, line)))
  const { taken, cursor, more } = newerThan(place, (place === null ? found : ours).filter(isNear), most)
  const { fresh, cursorWith } = oddOnce(from, odd)
  const received = [...taken.map((reply) => eventOf(reply, line)), ...fresh].map(asWebhook)
  return { received, cursor: cursorWith(cursor), more }
}

/** Did this line write to the person last? */
function isOurs([newest]: readonly Parent[], line: Line<TucoSettings>): boolean {
  return batchReference(newest?.batchId, line) !== undefined
}

/** What is no event stays as it is, for a person to look at: no reply can be read of it. */
function asWebhook(item: unknown): Received {
  return { origin: 'history', headers: {}, body: Buffer.from(JSON.stringify(item)) }
}

function eventOf({ id, at, words, parents, row }: LeadReply, line: Line<TucoSettings>): object {
  return {
    event: 'message.reply',
    messageId: id,
    message: words,
    repliedAtUtc: at.toISOString(),
    fromLineId: line.settings.lineId,
    parentMessages: parents,
    data: { reply: { recipientPhone: row.text('recipientPhone'), recipientEmail: row.text('recipientEmail') } },
  }
}
