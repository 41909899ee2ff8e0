import { expect, test } from 'vitest'
import { ownDatabase } from '../../../../test/own-database.ts'
import { storeAccepted } from '../../../message/accepted-message.ts'
import { appendAudit } from '../audit.ts'
import { verifyAudit } from '../audit-verify.ts'
import { findUnsealed } from './find-unsealed.ts'
import { newId } from '../../id.ts'
import { proveSend } from './prove-send.ts'
import { sealSends } from './seal-sends.ts'

const { database } = await ownDatabase()
const at = new Date('2026-11-21T10:00:00Z')
let portals = 0

/** An account with so many messages that were just accepted. */
async function accepted(count: number, portalId = String(++portals)): Promise<{ portalId: string; ids: string[] }> {
  await database.query(
    `insert into line (portal_id, id, provider, channel, address, in_flight, gap) values ($1, 'sms', 'x', 'sms', 'x', 10, 0)
     on conflict do nothing`,
    [portalId],
  )
  const messages = Array.from({ length: count }, (_, nth) => ({
    ...{ portalId, id: newId(), conversationId: newId(), token: newId(), idempotencyKey: newId() },
    ...{ source: 'card' as const, contactId: String(nth + 1), lineId: 'sms', channel: 'sms' as const },
    ...{ address: '+12025550143', subject: null, body: `Hello ${nth}`, requestHash: '00', actor: { userId: '7' } },
    ...{ attachments: [], ladder: [], template: null, fallback: null, retryOf: null },
  }))
  for (let from = 0; from < count; from += 500) await storeAccepted(database, messages.slice(from, from + 500))
  return { portalId, ids: messages.map(({ id }) => id) }
}
const seal = (portalId: string, age = 0) => sealSends(database.forPortal(portalId), { age, at })
const verify = (portalId: string) => verifyAudit(database.forPortal(portalId))

/** What somebody does who owns the database: the triggers do not stop them. */
async function tamper(statement: string): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.query('alter table audit_leaf disable trigger user')
    await tx.query(statement)
    await tx.query('alter table audit_leaf enable trigger user')
  })
}

test('accepting writes nothing into the chain; each message is sealed once, however many processes seal', async () => {
  const { portalId, ids } = await accepted(2_300)
  expect(await verify(portalId)).toMatchObject({ rows: 0, sealed: { count: 0 } })
  const counts = []
  for (let left = true; left;) {
    const some = await Promise.all(Array.from({ length: 4 }, () => seal(portalId)))
    counts.push(...some.filter((count) => count > 0))
    left = (await findUnsealed(database, 0)).includes(portalId)
  }
  expect(counts).toEqual([1_000, 1_000, 300])
  expect(await verify(portalId)).toMatchObject({ ok: true, rows: 3, sealed: { count: 2_300, erased: 0, gone: 0 } })
  expect(
    await database.query('select count(distinct message_id)::int as count from audit_leaf where portal_id = $1', [
      portalId,
    ]),
  ).toEqual([{ count: 2_300 }])
  for (const nth of [0, 999, 1_000, 2_299]) {
    const proof = await proveSend(database.forPortal(portalId), ids[nth]!)
    expect(proof).toMatchObject({ story: 'holds', chained: true, leaf: { place: (nth % 1_000) + 1 } })
  }
  const [size] = await database.query<{ bytes: number }>(
    'select avg(pg_column_size(l))::int as bytes from audit_leaf l',
  )
  expect(size!.bytes).toBeLessThanOrEqual(120)
})

test('what was accepted a moment ago is not sealed yet, nor what came after it', async () => {
  const { portalId, ids } = await accepted(3)
  const older = `update message_event set at = at - interval '1 hour' where message_id = any($1::uuid[])`
  await database.query(older, [[ids[0], ids[2]]])
  expect(await seal(portalId, 60_000)).toBe(1)
  await expect(proveSend(database.forPortal(portalId), ids[1]!)).rejects.toMatchObject({ code: 'not_sealed' })
  await expect(proveSend(database.forPortal('999'), ids[0]!)).rejects.toMatchObject({ code: 'unknown_message' })
  expect(await findUnsealed(database, 60_000)).not.toContain(portalId)
  await database.query(older, [[ids[1]]])
  expect(await findUnsealed(database, 60_000)).toContain(portalId)
  expect(await seal(portalId, 60_000)).toBe(2)
  // A clock that was a day ahead holds nothing up.
  const ahead = await accepted(1)
  await database.query(`update message_event set at = at + interval '1 day' where message_id = $1`, [ahead.ids[0]])
  expect(await findUnsealed(database, 60_000)).toContain(ahead.portalId)
  expect(await seal(ahead.portalId, 60_000)).toBe(1)
})

test('the chain of other entries and the seals are one', async () => {
  const { portalId } = await accepted(2)
  const entry = { portalId, at, actor: 'operator', action: 'setting.changed', detail: {} } as const
  await database.transaction((tx) => appendAudit(tx, [entry]))
  await Promise.all([
    seal(portalId),
    ...Array.from({ length: 5 }, () => database.transaction((tx) => appendAudit(tx, [entry]))),
  ])
  await accepted(2, portalId)
  await seal(portalId)
  expect(await verify(portalId)).toMatchObject({ ok: true, rows: 8, sealed: { count: 4 } })
})

test.each([
  ['altered', `update audit_leaf set digest = sha256('other') where message_id =`],
  ['gone', 'delete from audit_leaf where message_id ='],
  ['given to another message', 'update audit_leaf set message_id = gen_random_uuid() where message_id ='],
])('a leaf that is %s, by whoever owns the database, is found', async (what, statement) => {
  const { portalId, ids } = await accepted(3)
  await seal(portalId)
  await tamper(`${statement} '${ids[1]}'`)
  const { ok, brokenAt, altered } = await verify(portalId)
  expect(ok).toBe(false)
  if (what !== 'given to another message') expect(brokenAt).toBe(1)
  expect(altered.map(({ messageId }) => messageId)).toContain(ids[1])
})

test('messages that were told one by one are compared with what their entry says', async () => {
  const { portalId, ids } = await accepted(2)
  await database.transaction((tx) =>
    appendAudit(
      tx,
      ids.map((messageId) => ({
        ...{ portalId, at, actor: 'user:7', action: 'send.accepted' },
        detail: { messageId, source: 'card', channel: 'sms', lineId: 'sms' },
      })),
    ),
  )
  await database.query('insert into audit_sealed select $1, max(id) from message_event', [portalId])
  expect(await findUnsealed(database, 0)).not.toContain(portalId)
  expect(await verify(portalId)).toMatchObject({ ok: true, rows: 2, altered: [] })
  expect(await proveSend(database.forPortal(portalId), ids[0]!)).toMatchObject({
    leaf: null,
    story: 'holds',
    row: { sequence: '1' },
  })
  await database.query(`update message set line_id = 'other' where id = $1`, [ids[1]])
  expect(await verify(portalId)).toMatchObject({
    ok: false,
    brokenAt: null,
    altered: [{ messageId: ids[1], sequence: 2 }],
  })
})

test('a story that was removed after its time is none that was altered; one that is gone before it is', async () => {
  const { portalId, ids } = await accepted(2)
  const [old, young] = await Promise.all(
    [31, 0].map(async (days, nth) => {
      const one = nth === 0 ? { portalId, ids } : await accepted(1)
      const sealed = new Date(Date.now() - days * 86_400_000)
      await sealSends(database.forPortal(one.portalId), { age: 0, at: sealed })
      await database.query('delete from message_event where message_id = $1', [one.ids[0]])
      return one
    }),
  )
  // A story goes with its delivery.
  expect((await verify(old!.portalId)).altered).toMatchObject([{ messageId: old!.ids[0] }])
  await database.query('delete from delivery where message_id = any($1::uuid[])', [[old!.ids[0], young!.ids[0]]])
  expect(await verify(old!.portalId)).toMatchObject({ ok: true, sealed: { count: 2, gone: 1 } })
  expect((await verify(young!.portalId)).altered).toMatchObject([{ messageId: young!.ids[0] }])
})
