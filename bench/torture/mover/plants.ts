import type { Db } from '../../../relay/store/database.ts'
import type { transitions } from '../../../relay/message/transitions.ts'

/** A guard that is taken out, by one of these ways; what is left of the mover is as it is. */
export interface Plant {
  /** A part of a statement, and what stands there instead. */
  edit?: [part: string, instead: string]
  mutate?(table: typeof transitions): void
  /** Of the database itself. */
  database?(db: Db): Promise<unknown>
  /** The provider is called however late it is. */
  careless?: true
  /** It shows only when everything had its time: milliseconds of storm before that. */
  shortly?: number
}

/** By what is missing then. */
export const plants: Record<string, Plant> = {
  'a report ends what waits to leave': { mutate: (table) => void (table.reported.to = 'same') },
  'an outcome counts for its own claim alone': {
    mutate(table) {
      for (const kind of ['taken', 'postponed', 'given_back', 'refused', 'doubted'] as const) delete table[kind].attempt
    },
  },
  'nobody is called for a claim whose time is up': { careless: true },
  'who comes later waits for an earlier one that was tried': {
    edit: ["(o.state = 'sending' or o.place < c.place and o.passed_at is null)", "o.state = 'sending'"],
  },
  'one of a conversation leaves at a time': {
    edit: ['where n.of_conversation = 1', 'where true'],
  },
  'a delivery is held while it is judged': {
    database: async (db) => {
      const [row] = await db.query<{ source: string }>(
        `select pg_get_functiondef('hold_deliveries'::regproc) as source`,
      )
      const source = row!.source.replace(/perform 1 from[^;]*for update of d;/, '')
      if (source === row!.source) throw new Error('hold_deliveries holds nothing that could be taken out')
      await db.query(source)
    },
  },
  'a timer ends with its ladder': {
    edit: [
      'delete from task where portal_id = $1 and kind = $2',
      'delete from task where false and portal_id = $1 and kind = $2',
    ],
  },
  'who waits for another goes on when that one has moved': {
    edit: ["from delivered where state <> 'sending') d", 'from delivered where false) d'],
  },
  'what was put off comes back': {
    edit: ["waits in ('retry', 'scheduled') and due_at <= instant()", 'false'],
    shortly: 4_000,
  },
  'a claim without an outcome ends': {
    edit: ["where d.state = 'sending' and d.lease_until < instant()", 'where false'],
    shortly: 4_000,
  },
  'a claim keeps its deadline': {
    edit: [
      "case when c.state = 'sending' and c.lease is null then d.lease_until",
      'case when false then d.lease_until',
    ],
  },
  'what is over stays over': {
    mutate(table) {
      table.given_back.of = [...table.given_back.of, 'done']
      delete table.given_back.attempt
    },
  },
  'a line has no more calls at once than it may': {
    edit: [
      "where s.portal_id = l.portal_id and s.line_id = l.id and s.state = 'sending')))::int as free",
      'where false)))::int as free',
    ],
  },
  'each account has its own messages': {
    edit: ['from change c where d.portal_id = c.portal_id and d.message_id', 'from change c where d.message_id'],
  },
  'who was settled goes down no ladder': { mutate: (table) => void (table.settled_not_sent.ladder = 'same') },
}
