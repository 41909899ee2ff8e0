import { createHash } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { ownDatabase } from '../../../test/own-database.ts'
import { exportAudit } from './audit-export.ts'
import { verifyAudit } from './audit-verify.ts'
import { appendAudit, createAudit, type AuditEntry } from './audit.ts'

const { database } = await ownDatabase()
let portalId = '0'
beforeEach(() => {
  portalId = String(Number(portalId) + 1)
})

const at = new Date('2026-11-21T10:00:00.123Z')
const entry = (changes: Partial<AuditEntry> = {}): AuditEntry => ({
  portalId,
  at,
  actor: 'claimed-user:7',
  action: 'send.accepted',
  detail: { messageId: '0198-a', code: 'ok', attempts: 2, again: false, reason: null },
  ...changes,
})
const append = (...entries: AuditEntry[]) => database.transaction((tx) => appendAudit(tx, entries))

async function exported(id = portalId): Promise<string> {
  let text = ''
  for await (const line of exportAudit(database.forPortal(id))) text += line
  return text
}

/** What somebody does who owns the database: the triggers do not stop them. */
async function tamper(statement: string): Promise<void> {
  await database.transaction(async (tx) => {
    for (const table of ['audit', 'audit_head']) await tx.query(`alter table ${table} disable trigger user`)
    await tx.query(statement)
    for (const table of ['audit', 'audit_head']) await tx.query(`alter table ${table} enable trigger user`)
  })
}

test('entries stand in their order, each portal in a chain of its own', async () => {
  const other = `${portalId}000`
  await append(entry(), entry({ portalId: other }), entry({ action: 'send.refused', detail: { code: 'opted_out' } }))
  await append(entry({ actor: 'operator', action: 'setting.changed', detail: { name: 'pause' } }))
  expect(await verifyAudit(database.forPortal(portalId))).toMatchObject({ rows: 3, ok: true, brokenAt: null })
  expect(await verifyAudit(database.forPortal(other))).toMatchObject({ rows: 1, ok: true, brokenAt: null })
  expect(await verifyAudit(database.forPortal(`${portalId}111`))).toEqual({
    rows: 0,
    ok: true,
    brokenAt: null,
    altered: [],
    sealed: { count: 0, erased: 0, gone: 0 },
    newest: null,
  })
})

test('what is exported can be verified without us', async () => {
  await append(
    entry(),
    entry({ detail: {} }),
    entry({ actor: 'relay', action: 'credential.used', detail: { b: 'ü "', a: 1 } }),
  )
  const text = await exported()
  expect(text.endsWith('\n')).toBe(true)
  const rows = text.trimEnd().split('\n')
  expect(rows).toHaveLength(3)
  expect(JSON.parse(rows[0]!)).toMatchObject({
    portalId,
    sequence: 1,
    at: at.toISOString(),
    actor: 'claimed-user:7',
    action: 'send.accepted',
    detail: { messageId: '0198-a', code: 'ok', attempts: 2, again: false, reason: null },
  })
  let previous = '0'.repeat(64)
  for (const text of rows) {
    const row = JSON.parse(text) as Record<'at' | 'actor' | 'action' | 'hash', string> & {
      sequence: number
      detail: object
    }
    const detail = JSON.stringify(
      Object.fromEntries(Object.entries(row.detail).sort(([one], [two]) => (one < two ? -1 : 1))),
    )
    const covered = ['homing audit 1', previous, portalId, String(row.sequence), row.at, row.actor, row.action, detail]
    previous = createHash('sha256').update(JSON.stringify(covered)).digest('hex')
    expect(row.hash).toBe(previous)
  }
})

test('many who add at once wait for each other, and nothing is lost or there twice', async () => {
  const audit = createAudit(database)
  const other = `${portalId}000`
  await Promise.all(
    Array.from({ length: 300 }, async (_, index) => {
      const one = entry({ portalId: index % 3 === 0 ? other : portalId, detail: { index } })
      // Some by themselves in transactions of their own, as other processes would.
      if (index % 10 === 0) await append(one, entry({ portalId: other }))
      else await audit(one)
    }),
  )
  const [here, there] = await Promise.all([
    verifyAudit(database.forPortal(portalId)),
    verifyAudit(database.forPortal(other)),
  ])
  expect([here.ok, there.ok, here.rows + there.rows]).toEqual([true, true, 330])
})

test('what is taken back with its transaction leaves no gap', async () => {
  await append(entry())
  await expect(
    database.transaction(async (tx) => {
      await appendAudit(tx, [entry(), entry()])
      throw new Error('something else failed')
    }),
  ).rejects.toThrow('something else failed')
  await append(entry())
  expect(await verifyAudit(database.forPortal(portalId))).toMatchObject({ rows: 2, ok: true })
})

test('a log longer than a page is read to its end', async () => {
  await append(...Array.from({ length: 2_000 }, (_, index) => entry({ detail: { index } })))
  expect(await verifyAudit(database.forPortal(portalId))).toMatchObject({ rows: 2_000, ok: true })
  expect((await exported()).split('\n')).toHaveLength(2_001)
})

test.each([
  "update audit set actor = 'relay'",
  'delete from audit',
  'truncate audit',
  'delete from audit_head',
  'truncate audit_head',
  'update audit_head set sequence = sequence - 1',
  "update audit_head set hash = '\\x00'",
  'update audit_head set portal_id = portal_id + 1000000',
])('the database refuses: %s', async (statement) => {
  await append(entry())
  await expect(database.query(statement)).rejects.toThrow('the audit log is only ever added to')
  expect(await verifyAudit(database.forPortal(portalId))).toMatchObject({ rows: 1, ok: true })
})

test.each([
  ['at', "at + interval '1 millisecond'"],
  ['actor', "'user:8'"],
  ['action', "'send.refused'"],
  ['detail', `'{"code":"no"}'`],
  ['hash', "sha256('other')"],
  ['sequence', 'sequence + 5'],
])('a row changed in its %s, by whoever owns the database, is found', async (column, value) => {
  await append(entry(), entry(), entry(), entry())
  await tamper(`update audit set ${column} = ${value} where portal_id = ${portalId} and sequence = 3`)
  expect(await verifyAudit(database.forPortal(portalId))).toMatchObject({ rows: 2, ok: false, brokenAt: 3 })
})

test.each([
  ['the first row gone', `delete from audit where sequence = 1 and portal_id =`, 1],
  ['a row in the middle gone', `delete from audit where sequence = 2 and portal_id =`, 2],
  ['the last row gone', `delete from audit where sequence = 4 and portal_id =`, 4],
  ['all of it gone', `delete from audit where portal_id =`, 1],
  ['the mark of the newest gone', `delete from audit_head where portal_id =`, 1],
])('%s is found', async (_what, statement, brokenAt) => {
  await append(entry(), entry(), entry(), entry())
  await tamper(`${statement} ${portalId}`)
  expect(await verifyAudit(database.forPortal(portalId))).toMatchObject({ ok: false, brokenAt })
})

test('two rows exchanged, and a row of another account put in its place, are found', async () => {
  const other = `${portalId}000`
  await append(...['a', 'b', 'c'].map((code) => entry({ detail: { code } })))
  await append(...['a', 'b', 'c'].map((code) => entry({ detail: { code }, portalId: other })))
  await tamper(
    `update audit set detail = case sequence when 2 then '{"code":"c"}' else '{"code":"b"}' end
     where portal_id = ${portalId} and sequence in (2, 3)`,
  )
  expect(await verifyAudit(database.forPortal(portalId))).toMatchObject({ ok: false, brokenAt: 2 })
  await tamper(`delete from audit where portal_id = ${other} and sequence = 3`)
  await tamper(`update audit set portal_id = ${other} where portal_id = ${portalId} and sequence = 3`)
  expect(await verifyAudit(database.forPortal(other))).toMatchObject({ ok: false, brokenAt: 3 })
})

test('a row that was slipped in at the end is found, and nothing more is added after it', async () => {
  await append(entry())
  await tamper(
    `insert into audit select portal_id, 2, at, actor, action, detail, hash from audit where portal_id = ${portalId}`,
  )
  expect(await verifyAudit(database.forPortal(portalId))).toMatchObject({ rows: 1, ok: false, brokenAt: 2 })
  await expect(append(entry())).rejects.toThrow('duplicate key')
})

test('a chain that was written anew holds in itself, but not against what was noted elsewhere', async () => {
  await append(entry(), entry({ detail: { code: 'the truth' } }), entry())
  const { newest } = await verifyAudit(database.forPortal(portalId))
  await append(entry())
  expect(await verifyAudit(database.forPortal(portalId), newest!)).toMatchObject({ rows: 4, ok: true })

  await tamper(`delete from audit where portal_id = ${portalId}`)
  await tamper(`delete from audit_head where portal_id = ${portalId}`)
  await append(entry(), entry({ detail: { code: 'a lie' } }))
  expect(await verifyAudit(database.forPortal(portalId))).toMatchObject({ rows: 2, ok: true })
  expect(await verifyAudit(database.forPortal(portalId), newest!)).toMatchObject({ rows: 2, ok: false, brokenAt: 3 })
  await append(entry(), entry())
  expect(await verifyAudit(database.forPortal(portalId), newest!)).toMatchObject({ rows: 2, ok: false, brokenAt: 3 })
})

test.each([
  [{ token: 'x' }, 'called "token"'],
  [{ accessToken: 'x' }, 'called "accessToken"'],
  [{ clientSecret: 'x' }, 'called "clientSecret"'],
  [{ body: 'Hello' }, 'called "body"'],
  [{ text: 'Hello' }, 'called "text"'],
  [{ 'a b': 1 }, 'called "a b"'],
  [{ reason: 'two\nlines' }, 'The detail reason'],
  [{ reason: 'x'.repeat(201) }, 'The detail reason'],
  [{ count: Number.NaN }, 'The detail count'],
  [{ half: '\ud800' }, 'The detail half'],
  [Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`a${index}`, 1])), 'at most 20'],
])('what does not belong there is refused before anything is stored: %j', async (detail, words) => {
  await expect(append(entry(), entry({ detail }))).rejects.toThrow(words)
  expect(await verifyAudit(database.forPortal(portalId))).toMatchObject({ rows: 0, ok: true })
})

test.each(['', 'user 7', 'user:', 'user:ü', 'User:7', `user:${'7'.repeat(201)}`])('"%s" is nobody', async (actor) => {
  await expect(append(entry({ actor: actor as 'relay' }))).rejects.toThrow('an actor that is none')
})
