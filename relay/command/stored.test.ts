import { spawn } from 'node:child_process'
import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '../../project/project-root.ts'
import { ownDatabase } from '../../test/own-database.ts'
import { closedPort } from '../../test/providers/closed-port.ts'
import { appendAudit } from '../store/audit/audit.ts'
import { readSealedValues } from '../store/sealed/sealed-values.ts'
import { sealedColumns } from '../vault/sealed-columns.ts'
import { createVault } from '../vault/vault.ts'
import { runCommand } from './run-command.ts'

const own = await ownDatabase()
const { database } = own
const [old, newest] = [newKey(), newKey()]

function newKey(): KeyObject {
  return createSecretKey(randomBytes(32))
}
const written = (key: KeyObject) => key.export().toString('base64')

/** What a person sees who types this, and the exit code. */
async function typed(words: string, changes: Record<string, string> = {}): Promise<{ code: number; said: string }> {
  const said: string[] = []
  const env = { DATABASE_URL: own.url, HUBSPOT_PORTAL_ID: '4242', ...changes }
  const code = await runCommand(words.split(' '), env, (text) => said.push(text))
  return { code, said: said.join('\n') }
}

async function connect(portalId: string, key: KeyObject): Promise<void> {
  const vault = createVault({ keys: [key] })
  const seal = (column: 'access_token' | 'refresh_token') =>
    vault.seal(`${column} of ${portalId}`, { portalId, field: `portal.${column}` })
  await database.query(
    `insert into portal (portal_id, edition, credential, state, workspace, access_token, refresh_token, installed_at, changed_at)
     values ($1, 'marketplace', 'oauth', 'active', $2, $3, $4, now(), now())`,
    [portalId, `portal-${portalId}`, seal('access_token'), seal('refresh_token')],
  )
  const secret = vault.seal('token of a line', { portalId, field: 'account_secret.value line/sms/token' })
  await database.query(
    `insert into account_secret (portal_id, name, value, set_by) values ($1, 'line/sms/token', $2, 'operator')`,
    [portalId, secret],
  )
  const digest = vault.seal('digest of what stood in LINES', { portalId, field: 'account_taken.digest' })
  await database.query('insert into account_taken (portal_id, digest) values ($1, $2)', [portalId, digest])
}

test('the audit log of every account is verified; a broken one is named and fails the command', async () => {
  expect(await typed('audit verify')).toEqual({ code: 0, said: 'The audit log is empty.' })
  await database.transaction((tx) =>
    appendAudit(
      tx,
      ['4242', '77', '4242'].map((portalId) => ({
        portalId,
        at: new Date('2026-11-21T10:00:00Z'),
        actor: 'operator' as const,
        action: 'setting.changed' as const,
        detail: { name: 'pause' },
      })),
    ),
  )
  const whole = await typed('audit verify')
  expect(whole).toEqual({
    code: 0,
    said: expect.stringMatching(
      /^77 {2}ok: 1 rows; the newest is 1 [0-9a-f]{64}\n4242 {2}ok: 2 rows; the newest is 2 [0-9a-f]{64}$/,
    ),
  })
  const [, mark = ''] = /4242.*newest is (.*)$/.exec(whole.said) ?? []
  expect(await typed(`audit verify 4242 ${mark}`)).toMatchObject({ code: 0 })
  expect(await typed(`audit verify 4242 2 ${'0'.repeat(64)}`)).toEqual({
    code: 1,
    said: '4242  BROKEN at row 2: 1 rows hold',
  })

  const exported = await typed('audit export')
  const rows = exported.said.split('\n').map((row) => JSON.parse(row) as object)
  expect(rows).toMatchObject([
    { portalId: '4242', sequence: 1, actor: 'operator', action: 'setting.changed', detail: { name: 'pause' } },
    { portalId: '4242', sequence: 2 },
  ])
  expect((await typed('audit export 77')).said).toContain('"portalId":"77","sequence":1')

  await database.query('alter table audit disable trigger user')
  await database.query("update audit set actor = 'relay' where portal_id = 77")
  await database.query('alter table audit enable trigger user')
  const broken = await typed('audit verify')
  expect(broken).toMatchObject({ code: 1, said: expect.stringContaining('77  BROKEN at row 1: 0 rows hold\n4242  ok') })
})

test('an account that there is not is no empty log, and may stand behind --account as well', async () => {
  const none = { code: 1, said: expect.stringContaining('There is no account 999 in this database.') }
  for (const words of ['audit verify 999', 'audit export 999', 'audit export --account 999', 'audit prove x 999']) {
    expect(await typed(words), words).toEqual(none)
  }
  expect(await typed('audit export --account 77')).toEqual(await typed('audit export 77'))
  expect(await typed('audit verify --account 4242')).toEqual(await typed('audit verify 4242'))
  expect((await typed('audit export 77 --account 77')).said).toContain('There is no command')
})

test('where no database is, none is made for a look', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'homing-none-'))
  const dataDir = join(folder, 'relay')
  const said = `There is no database in ${dataDir}. Set DATA_DIR or DATABASE_URL as the relay has it.`
  expect(await typed('audit verify', { DATABASE_URL: '', DATA_DIR: dataDir })).toEqual({ code: 1, said })
  expect(existsSync(dataDir)).toBe(false)
  rmSync(folder, { recursive: true })
})

test('whoever has read enough of an export ends it, and that is no fault', async () => {
  const detail = { name: 'pause', value: 'x'.repeat(200) }
  const rows = Array.from({ length: 3_000 }, () => ({
    portalId: '88',
    at: new Date('2026-11-21T10:00:00Z'),
    ...{ actor: 'operator' as const, action: 'setting.changed' as const, detail },
  }))
  await database.transaction((tx) => appendAudit(tx, rows))
  expect(await left('audit export 88')).toEqual({ code: 0, complaint: '' })
  expect(await left('audit export --account 88')).toEqual({ code: 0, complaint: '' })
}, 60_000)

test('whoever leaves before a command has said all hears of no success', async () => {
  expect(await left('audit verify')).toEqual({ code: 1, complaint: '' })
}, 30_000)

/** What a program sees whose reader closes the pipe before anything is printed. */
async function left(words: string): Promise<{ code: unknown; complaint: string }> {
  const env = { PATH: process.env.PATH ?? '', DATABASE_URL: own.url }
  const child = spawn(process.execPath, ['relay/main.ts', ...words.split(' ')], { cwd: projectRoot, env })
  let complaint = ''
  child.stderr.on('data', (text) => (complaint += String(text)))
  child.stdout.destroy()
  const code = await new Promise((resolve) => child.once('close', resolve))
  return { code, complaint }
}

test('every stored secret gets the newest key, and only then the old one may go', async () => {
  await connect('501', old)
  await connect('502', newest)
  const [both, one] = [
    { HOMING_MASTER_KEY: written(newest), HOMING_MASTER_KEY_PREVIOUS: written(old) },
    { HOMING_MASTER_KEY: written(newest) },
  ]
  const early = await typed('keys rotate', one)
  expect(early.code).toBe(1)
  expect(early.said).toContain('portal.access_token of account 501 cannot be opened by any key given here.')
  expect(early.said).toContain('account_secret.value of account 501 (line/sms/token) cannot be opened')
  expect(early.said).toContain('0 secrets were wrapped')

  const said = '4 secrets were wrapped by the newest key; no older key is needed any more.'
  expect(await typed('keys rotate', both)).toEqual({ code: 0, said })
  expect(await typed('keys rotate', one)).toMatchObject({ code: 0, said: expect.stringContaining('0 secrets were') })

  const vault = createVault({ keys: [newest] })
  const rows = await database.query<{ portal_id: string; access_token: string; refresh_token: string }>(
    'select * from portal',
  )
  for (const { portal_id: portalId, access_token: access, refresh_token: refresh } of rows) {
    expect(vault.open(access, { portalId, field: 'portal.access_token' })).toBe(`access_token of ${portalId}`)
    expect(vault.open(refresh, { portalId, field: 'portal.refresh_token' })).toBe(`refresh_token of ${portalId}`)
  }
  const told = (await typed('audit export 501')).said
  expect(told.match(/"action":"credential.rewrapped"/g)).toHaveLength(4)
  expect((await typed('audit verify 501')).code).toBe(0)
  const ofRelay = await typed('audit export relay')
  expect(ofRelay.said).toContain('"action":"credential.keys_rotated","detail":{"rewrapped":4,"unreadable":0}')
  expect((await typed('audit verify relay')).said).toMatch(/^relay {2}ok: 3 rows/)
})

test('nothing that is sealed in the database is left out: no text in any table needs the old key afterwards', async () => {
  const filled = new Set((await readSealedValues(database)).map(({ column }) => column))
  expect([...filled].toSorted()).toEqual(sealedColumns.toSorted())
  const columns = await database.query<{ table_name: string; column_name: string }>(
    `select table_name, column_name from information_schema.columns
     where table_schema = 'public' and data_type in ('text', 'jsonb')`,
  )
  const before = createVault({ keys: [old] })
  for (const { table_name: table, column_name: column } of columns) {
    const rows = await database.query<{ text: string | null }>(`select "${column}"::text as text from "${table}"`)
    expect(rows.filter(({ text }) => text !== null && before.isCurrent(text))).toEqual([])
  }
})

test.each([
  ['keys rotate', {}, 'Set HOMING_MASTER_KEY as the relay has it.'],
  ['keys rotate', { HOMING_MASTER_KEY: 'short' }, 'HOMING_MASTER_KEY must be 32 bytes'],
  ['audit export', { HUBSPOT_PORTAL_ID: '' }, 'Name the HubSpot account by its id, in digits, or say "relay".'],
  ['audit verify mine', {}, 'Name the HubSpot account by its id, in digits, or say "relay".'],
  ['audit verify 4242 two none', {}, 'its number and its hash'],
  ['audit verify 4242 2', {}, 'There is no command "audit verify 4242 2".'],
  ['audit', {}, 'npm run relay -- audit verify [account]'],
  ['keys rotate now', {}, 'There is no command "keys rotate now".'],
])('%s with %j is answered in words', async (words, env, answer) => {
  const { code, said } = await typed(words, env)
  expect(code).toBe(1)
  expect(said).toContain(answer)
})

test('a database that is not there, or not brought up to date, is told in words', async () => {
  const url = new URL(own.url)
  url.port = String(await closedPort())
  expect(await typed('audit verify', { DATABASE_URL: url.href })).toMatchObject({
    code: 1,
    said: expect.stringContaining('Set DATABASE_URL as the relay has it.'),
  })
  await database.query('alter table audit_head rename to audit_head_elsewhere')
  expect(await typed('audit verify')).toMatchObject({ code: 1, said: expect.stringContaining('start the relay once') })
  await database.query('alter table audit_head_elsewhere rename to audit_head')
})
