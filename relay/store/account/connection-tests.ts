import { cutText } from '../../../contract/cut-text.ts'
import type { PortalDb, WideDb } from '../database.ts'
import { listed } from '../listed.ts'
import { storable } from '../storable.ts'

/** What a test of HubSpot, or of a line, came to. */
export interface ConnectionTest {
  /** `hubspot`, or `line/<id>`. */
  subject: string
  /** `no_test`: there is no way to ask. */
  result: 'ok' | 'failed' | 'no_test'
  code: string | null
  /** For a person: what is wrong, or what to know although it works. */
  words: string | null
}

export interface KeptTest extends ConnectionTest {
  at: Date
}

/** What HubSpot is called among the subjects; a line is `line/<id>`. */
export const hubspotSubject = 'hubspot'
export const lineSubject = (lineId: string): string => `line/${lineId}`

/** Characters of a vendor's words that are kept. */
const mostWords = 1_000

/** Keeps the newest test of each. */
export async function storeConnectionTests(portal: PortalDb, tests: readonly ConnectionTest[]): Promise<void> {
  await portal.query(
    `insert into connection_test (portal_id, subject, result, code, words, answered_at)
     select $1, subject, result, code, words, case when result = 'ok' then instant() end
     from ${listed('$2', 'subject text, result text, code text, words text')} as x order by subject
     on conflict (portal_id, subject) do update set at = instant(), result = excluded.result, code = excluded.code,
       words = excluded.words, answered_at = coalesce(excluded.answered_at, connection_test.answered_at)`,
    [
      portal.portalId,
      JSON.stringify(
        tests.map(({ words, ...test }) => ({
          ...test,
          words: words === null ? null : storable(cutText(words, mostWords)),
        })),
      ),
    ],
  )
}

/** The newest test of each subject of an account that was ever tested. */
export async function readConnectionTests(portal: PortalDb): Promise<Map<string, KeptTest>> {
  const rows = await portal.query<KeptTest & Record<string, unknown>>(
    'select subject, at, result, code, words from connection_test where portal_id = $1',
    [portal.portalId],
  )
  return new Map(rows.map(({ subject, at, result, code, words }) => [subject, { subject, at, result, code, words }]))
}

/** Tests of lines that are none of these: a later line of the same name is another. */
export async function forgetConnectionTests(portal: PortalDb, lineIds: readonly string[]): Promise<void> {
  await portal.query(
    `delete from connection_test where portal_id = $1 and subject like 'line/%' and subject <> all($2::text[])`,
    [portal.portalId, lineIds.map(lineSubject)],
  )
}

/** The newest test of HubSpot's credential, by account. */
export async function readHubSpotTests(db: WideDb): Promise<Map<string, KeptTest>> {
  const rows = await db.query<KeptTest & { portal_id: string }>(
    'select portal_id, subject, at, result, code, words from connection_test where subject = $1',
    [hubspotSubject],
  )
  return new Map(rows.map(({ portal_id: portalId, ...test }) => [portalId, test]))
}
