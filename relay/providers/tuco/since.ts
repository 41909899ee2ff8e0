import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { Temporary } from '../../errors.ts'
import { cursorTime, newerThan } from '../newer-than.ts'
import type { Line, ProviderContext, Received } from '../provider.ts'
import { askTuco } from './ask-tuco.ts'
import { batchReference } from './batch-id.ts'
import { leadReplies, LeadReplies, type LeadReply } from './lead-replies.ts'
import type { TucoSettings } from './settings.ts'
import { tucoLines } from './tuco-lines.ts'

/** What one look gives. */
const most = 24
/** Bounds a look: 10,000 people of a page of 100 each. */
const mostPages = 100

const pages = Compile(Type.Object({ replies: Type.Array(LeadReplies), totalPages: Type.Integer() }))

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
  const after = cursorTime(from).getTime()
  const found: LeadReply[] = []
  for (let page = 1; page <= mostPages; page += 1) {
    const query = { page: String(page), limit: '100' }
    const answer = await askTuco('/api/replies', { query }, line, context)
    if (!pages.Check(answer)) throw new Temporary('provider_failed', "Tuco's list of replies cannot be read.")
    found.push(...answer.replies.flatMap(leadReplies).filter(({ at }) => at.getTime() >= after))
    const times = answer.replies.map(({ respondedAtUtc }) => new Date(respondedAtUtc).getTime())
    // Nothing newer follows, which only a list that is newest first lets us know; Tuco does not say that it is one.
    const newestFirst = times.every((time, index) => index === 0 || time <= Number(times[index - 1]))
    if (page >= answer.totalPages || times.length === 0) break
    if (newestFirst && (from === null || Number(times.at(-1)) < after)) break
  }
  const ours = found.filter((reply) => alone || batchReference(reply.parents[0]?.batchId, line) !== undefined)
  const { taken, ...rest } = newerThan(from, from === null ? found : ours, most)
  return { ...rest, received: taken.map((reply) => asWebhook(reply, line)) }
}

function asWebhook({ id, at, words, parents, row }: LeadReply, line: Line<TucoSettings>): Received {
  const event = {
    event: 'message.reply',
    messageId: id,
    message: words,
    repliedAtUtc: at.toISOString(),
    fromLineId: line.settings.lineId,
    parentMessages: parents,
    data: { reply: { recipientPhone: row.recipientPhone, recipientEmail: row.recipientEmail } },
  }
  return { origin: 'history', headers: {}, body: Buffer.from(JSON.stringify(event)) }
}
