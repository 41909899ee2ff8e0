import type { Channel } from '../../../contract/channel.ts'
import { spellingsOf } from '../../person/spellings-of.ts'
import type { Database } from '../database.ts'
import { groupCommit } from '../group-commit.ts'
import { listed } from '../listed.ts'

/** Which of these lines a contact's address was last in a conversation with. */
export interface LastLineQuestion {
  portalId: string
  contactId: string
  channel: Channel
  address: string
  lineIds: string[]
}

/**
 * Answers with the line's id, or null where the address has been on none of them. Questions that come together share
 * one statement, since each message may ask.
 */
export function createLastLines(database: Database): (question: LastLineQuestion) => Promise<string | null> {
  return groupCommit<LastLineQuestion, string | null>({
    async write(questions) {
      const rows = await database.query<{ line_id: string | null }>(
        `select last.line_id
         from ${listed('$1', `ordinal int, portal_id bigint, contact_id bigint, names text[], line_ids text[]`)} as x
         left join lateral (
           select c.line_id from conversation c
           where c.portal_id = x.portal_id and c.line_id = any(x.line_ids) and c.address = any(x.names)
             and c.contact_id = x.contact_id
           order by c.last_at desc limit 1
         ) last on true
         order by x.ordinal`,
        [
          JSON.stringify(
            questions.map(({ portalId, contactId, address, lineIds }, ordinal) => ({
              ordinal,
              portal_id: portalId,
              contact_id: contactId,
              names: spellingsOf(address),
              line_ids: lineIds,
            })),
          ),
        ],
      )
      return rows.map((row) => row.line_id)
    },
  })
}
