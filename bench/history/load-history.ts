import { openDatabase } from '../../relay/store/database.ts'
import type { Stage } from '../stage/perform.ts'

/** Messages of each person, and raw deliveries of each message. */
export const messagesEach = 200
const rawEach = 3
/** The first contact's id; the others follow. */
const firstContact = 1_000_001

export const contactOf = (person: number): string => String(firstContact + person)

const tables = ['message', 'message_event', 'delivery', 'timeline_entry', 'inbox', 'conversation'] as const

/** People with their addresses, which are `phoneOf` theirs, and keys. */
const people = `create temporary table person as
  select p as nth, ${firstContact} + p as contact, '+1212' || 2000000 + p as address, 'line-' || p % 4 as line,
         ('00000000-0000-4000-8000-' || lpad(to_hex(p), 12, '0'))::uuid as conversation,
         ('x' || encode(substr(sha256(convert_to('+1212' || 2000000 + p, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint as key
  from generate_series(0, $PEOPLE - 1) p`

/** An id of version 7, so many milliseconds ago. */
const idAt = (ago: string, nth: string) =>
  `(substr(x.ms, 1, 8) || '-' || substr(x.ms, 9, 4) || '-7000-8000-' || lpad(to_hex(${nth}), 12, '0'))::uuid`.replace(
    /x\.ms/g,
    `lpad(to_hex((extract(epoch from now()) * 1000 - ${ago})::bigint), 12, '0')`,
  )

/** Spread over 300 days, up to an hour ago. */
const messageAgo = '(3600000 + ($MESSAGES - i)::float8 / $MESSAGES * 25920000000)'
/** Over 28 days. */
const rawAgo = '(3600000 + ($RAW - i)::float8 / $RAW * 2419200000)'
const outbound = '(i / $PEOPLE) % 5 < 3'

const statements = {
  messages: [
    `insert into conversation (portal_id, id, contact_id, line_id, channel, address, token, last_at)
     select $PORTAL, conversation, contact, line, 'sms', address, md5(contact::text), now() from person`,
    `insert into message (portal_id, id, direction, source, contact_id, conversation_id, line_id, channel, address, body, status,
                          idempotency_key, request_hash, provider_id, actor, created_at, changed_at)
     select $PORTAL, ${idAt(messageAgo, 'i')}, case when ${outbound} then 'outbound' else 'inbound' end,
            case when ${outbound} then 'card' else 'reply' end, p.contact, p.conversation, p.line, 'sms', p.address,
            'Message ' || i || ': ' || repeat('so much for that, ', 6), 'delivered',
            case when ${outbound} then 'key-' || i end, case when ${outbound} then sha256(i::text::bytea) end, 'provider-' || i,
            case when ${outbound} then '{"claimedUserId": "7"}'::jsonb end,
            now() - ${messageAgo} * interval '1 millisecond', now() - ${messageAgo} * interval '1 millisecond'
     from generate_series(0, $MESSAGES - 1) i join person p on p.nth = i % $PEOPLE order by i`,
    `insert into message_event (portal_id, message_id, at, kind, data)
     select $PORTAL, m.id, m.created_at + k.nth * interval '1 second', k.kind, '{"line": "line-0", "attempt": 1}'
     from message m cross join lateral (
       select * from (values (0, 'accepted'), (1, 'sending'), (2, 'sent'), (3, 'delivered')) as o(nth, kind)
       where m.direction = 'outbound'
       union all select 0, 'received' where m.direction = 'inbound') k order by m.id, k.nth`,
    `insert into delivery (portal_id, message_id, line_id, conversation_id, priority, state, due_at, since, attempts)
     select $PORTAL, id, line_id, conversation_id, 1, 'done', created_at, created_at, 1 from message
     where direction = 'outbound' order by id`,
    `insert into timeline_entry (portal_id, message_id, object, state, due_at, batch_id, engagement_id, wanted, written)
     select $PORTAL, id, 'communications', 'created', created_at, gen_random_uuid(), '9' || extract(epoch from created_at)::bigint, 2, 2
     from message order by id`,
  ],
  raw: [
    `insert into inbox (portal_id, id, line_id, origin, headers, body, received_at, done_at, name_key, id_key)
     select $PORTAL, ${idAt(rawAgo, 'i')}, p.line, 'webhook', '{"content-type": "application/json", "webhook-id": "w"}',
            convert_to('{"type":"message.status","message":{"id":"' || i || '","from":"+15550100000","to":"' || p.address || '","body":"'
                       || repeat('so much for that, ', 15) || '","channel":"sms","status":"delivered"}}', 'UTF8'),
            now() - ${rawAgo} * interval '1 millisecond', now() - ${rawAgo} * interval '1 millisecond',
            p.key, hashint8extended(i / ${rawEach}, 0)
     from generate_series(0, $RAW - 1) i join person p on p.nth = i % $PEOPLE order by i`,
  ],
}

/**
 * Fills a database as years of use would: people with two hundred messages each and everything that came of them, written by two
 * connections at once. Indexes but for the keys are built afterwards, as `pg_restore` does it.
 */
export async function loadHistory(stage: Stage, url: string, portalId: string, messages: number): Promise<void> {
  const size = Math.max(1, Math.round(messages / messagesEach))
  const own = openDatabase({
    url,
    size: 3,
    patience: { statement: 600_000 },
    onError: (error) => stage.say(error.message),
  })
  const write = (lines: readonly string[]) =>
    own.transaction(
      async (tx) => {
        await tx.query(`select set_config('synchronous_commit', 'off', true), set_config('maintenance_work_mem', '1GB', true),
                          set_config('work_mem', '256MB', true)`)
        for (const line of lines) {
          const figures = {
            PORTAL: portalId,
            PEOPLE: size,
            MESSAGES: size * messagesEach,
            RAW: size * messagesEach * rawEach,
          }
          await tx.query(line.replaceAll(/\$([A-Z]+)/g, (_, name: keyof typeof figures) => String(figures[name])))
        }
      },
      { statement: 600_000 },
    )
  const indexes = await own.query<{ name: string; table: string; definition: string }>(
    `select i.indexrelid::regclass::text as name, i.indrelid::regclass::text as table, pg_get_indexdef(i.indexrelid) as definition
     from pg_index i where i.indrelid::regclass::text = any($1::text[])
       and not exists (select 1 from pg_constraint c where c.conindid = i.indexrelid)`,
    [tables],
  )
  const of = (table: string, is: boolean) => indexes.filter((one) => (one.table === table) === is)
  const [raw, rest] = [of('inbox', true), of('inbox', false)]
  const build = (some: typeof indexes) => some.map(({ definition }) => definition)
  const drop = (some: typeof indexes) => some.map(({ name }) => `drop index ${name}`)
  await Promise.all([
    write([...drop(rest), people, ...statements.messages, ...build(rest)]),
    write([...drop(raw), people, ...statements.raw, ...build(raw)]),
  ])
  for (const table of tables) await own.query(`vacuum (analyze) ${table}`)
  await own.close()
}
