import type { PortalDb } from '../store/database.ts'
import { tellTimeline } from '../store/jobs/tell-timeline.ts'
import { listed } from '../store/listed.ts'
import { missingFiles } from './missing-files.ts'
import type { MoveNeeds } from './move.ts'
import { renewedFiles } from './renewed-files.ts'
import type { NewReply, StoredFile } from './store-replies.ts'
import { wantTimeline } from './want-timeline.ts'

type Telling = Pick<
  NewReply,
  'lineId' | 'providerId' | 'subject' | 'body' | 'made' | 'provisional' | 'attachments' | 'original'
>

/** What a telling added to a reply that was here: the words that took the place of provisional ones, if any did. */
export interface Completed {
  index: number
  messageId: string
  address: string
  /** Null where the words are as they were. */
  body: string | null
}

interface Known {
  index: number
  id: string
  address: string
  body: string
  made: boolean | null
  provisional: boolean | null
  attachments: StoredFile[] | null
  changed: boolean
}

/**
 * Replies that are told again: files that are new are added, those that are here get their newest address, and words take the place of provisional ones and of ours. All else stays as it was told
 * first, for most tellings are repeats. Of one that its sender has edited only files count, and one that was taken back stays so.
 * Answers for those that are more than they were, by index.
 */
export async function completeReplies(
  portal: PortalDb,
  tellings: readonly Telling[],
  needs: Pick<MoveNeeds, 'jobs' | 'timelineUpdate'>,
): Promise<Completed[]> {
  if (tellings.length === 0) return []
  const completed: Completed[] = []
  const rows = await portal.query<Known & Record<string, unknown>>(
    `select x.index, m.id, m.address, m.body, m.made, m.provisional, m.attachments, m.edited_at is not null as changed
     from ${listed('$2', 'index int, line_id text, provider_id text')} as x
     join message m on m.portal_id = $1 and m.line_id = x.line_id and m.direction = 'inbound' and m.provider_id = x.provider_id
     where m.unsent_at is null and m.address <> '' order by m.id for update of m`,
    [
      portal.portalId,
      JSON.stringify(
        tellings.map(({ lineId, providerId }, index) => ({ index, line_id: lineId, provider_id: providerId })),
      ),
    ],
  )
  // As they are by now: several tellings of one may come together.
  const byId = new Map<string, Known>()
  for (const { index, id } of rows.toSorted((one, other) => one.index - other.index)) {
    const telling = tellings[index]!
    const known = byId.get(id) ?? { ...rows.find((row) => row.id === id)! }
    byId.set(id, known)
    const files = missingFiles(known.attachments ?? [], telling.attachments)
    const renewed = renewedFiles(known.attachments ?? [], telling.attachments)
    if (renewed) {
      known.attachments = renewed
      await renew(portal, id, renewed)
    }
    // Our sentence about what came gives way to what was typed, too.
    const typed = known.made === true && !telling.made && telling.body !== ''
    const words = !known.changed && !telling.provisional && (known.provisional === true || typed)
    if (files.length === 0 && !words) continue
    await complete(portal, known, { telling, files, words }, needs)
    const attachments = [...(known.attachments ?? []), ...files]
    byId.set(id, {
      ...known,
      attachments,
      ...(words ? { body: telling.body, made: telling.made, provisional: null } : {}),
    })
    completed.push({ index, messageId: id, address: known.address, body: words ? telling.body : null })
  }
  if (completed.length > 0) {
    await tellTimeline(needs.jobs, portal, portal.portalId, 'changed', needs.timelineUpdate)
  }
  return completed
}

/** The same files under addresses that open them for longer: no news for the timeline, which has their names. */
async function renew(portal: PortalDb, messageId: string, files: readonly StoredFile[]): Promise<void> {
  await portal.query('update message set attachments = $3, changed_at = instant() where portal_id = $1 and id = $2', [
    portal.portalId,
    messageId,
    JSON.stringify(files),
  ])
}

async function complete(
  portal: PortalDb,
  known: Known,
  { telling, files, words }: { telling: Telling; files: StoredFile[]; words: boolean },
  needs: Pick<MoveNeeds, 'timelineUpdate'>,
): Promise<void> {
  const attachments = [...(known.attachments ?? []), ...files]
  const told = {
    ...(words ? { before: known.body } : {}),
    ...(files.length > 0 ? { files: files.map(({ name }) => name) } : {}),
  }
  await portal.query(
    `with completed as (
       update message set attachments = $3, changed_at = instant(),
         body = case when $4 then $5 else body end, subject = case when $4 then coalesce($6, subject) else subject end,
         made = case when $4 then $7 else made end, provisional = case when $4 then null else provisional end
       where portal_id = $1 and id = $2 returning portal_id, id, contact_id, channel, source
     ), whole as (
       insert into message_original (portal_id, message_id, body)
       select portal_id, id, $8 from completed where $4 and $8::text is not null on conflict do nothing
     ), told as (
       insert into message_event (portal_id, message_id, at, kind, data)
       select portal_id, id, instant(), 'completed', $9::jsonb from completed
     )
     ${wantTimeline('completed', { first: '$10', change: '$10' })}`,
    [
      ...[portal.portalId, known.id, attachments.length > 0 ? JSON.stringify(attachments) : null],
      ...[words, telling.body, telling.subject, telling.made || null, telling.original, JSON.stringify(told)],
      needs.timelineUpdate,
    ],
  )
}
