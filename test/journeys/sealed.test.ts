import { createHash, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCommand } from '../../relay/command/run-command.ts'
import { createWebhooks } from '../../workbench/hubspot/webhooks.ts'
import { environmentOf } from '../relay-process.ts'
import { until } from '../until.ts'
import { clientSecret, createWorld, portalId, type TestContact, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await createWorld({ pace: { sealAfter: 300 } })
})
afterAll(() => world.close())

async function typed(...words: string[]): Promise<{ code: number; said: string }> {
  const said: string[] = []
  const code = await runCommand(words, environmentOf(world.config), (text) => said.push(text))
  return { code, said: said.join('\n') }
}
const verify = () => typed('audit', 'verify', portalId)
const altered = async () =>
  [...(await verify()).said.matchAll(/ALTERED: message (\S+) is not what row/g)].map(([, id]) => id)
const leafOf = (id: string) => world.database.query('select words from audit_leaf where message_id = $1', [id])

let people = 0
const someone = () => world.contact({ mobilephone: `+120255501${10 + people++}` })

/** A message that was delivered and sealed. */
async function sealed(contact: TestContact, body = 'Hello'): Promise<string> {
  const id = await world.accepted(contact, body)
  await until(async () => expect(await leafOf(id)).toHaveLength(1))
  await until(async () => expect((await world.shown(contact)).at(-1)?.status).toBe('delivered'))
  return id
}

test('a message is accepted while somebody holds the chain, and is part of it later', async () => {
  const contact = await someone()
  await world.card('send-message', { contact, idempotencyKey: randomUUID(), lineId: 'sms', body: '' })
  const id = await world.database.transaction(async (tx) => {
    await tx.query('select from audit_head where portal_id = $1 for update', [portalId])
    return world.accepted(contact, 'Hello')
  })
  await until(async () => expect(await leafOf(id)).toHaveLength(1))
  expect(await verify()).toEqual({
    code: 0,
    said: expect.stringMatching(
      /ok: \d+ rows, 1 sealed messages \(0 erased, 0 gone\); the newest is \d+ [0-9a-f]{64}$/,
    ),
  })
  const { said } = await typed('audit', 'export', portalId)
  expect(said).toContain('"action":"send.refused"')
  expect(said).toMatch(
    /"actor":"relay","action":"send.sealed","detail":\{"after":"\d+","count":1,"last":"\d+","root":"[0-9a-f]{64}"\}/,
  )
  expect(said).not.toContain('send.accepted')
})

test.each([
  ['who sent it', `update message set actor = '{"userId": "1"}' where id = $1`],
  ['its text', `update message set body = 'Goodbye' where id = $1`],
  ['its line', `update message set line_id = 'other' where id = $1`],
  ['when it was accepted', `update message set created_at = created_at - interval '1 microsecond' where id = $1`],
  [
    'the contact',
    `update message_event set data = data || '{"contact": "1"}' where message_id = $1 and kind = 'accepted'`,
  ],
  [
    'words of an event',
    `update message_event set data = data || '{"detail": "x"}' where message_id = $1 and kind = 'accepted'`,
  ],
  ['the shape of an event', `update message_event set data = '1' where message_id = $1 and kind = 'accepted'`],
  [
    'when something happened',
    `update message_event set at = at + interval '1 day' where message_id = $1 and kind = 'accepted'`,
  ],
  ['an event, which is taken away', `delete from message_event where message_id = $1 and kind = 'accepted'`],
  ['the whole story, but not the message', `delete from message_event where message_id = $1`],
  ['the message, but not its story', `delete from message where id = $1`],
  [
    'an event, which is slipped in before',
    `insert into message_event (portal_id, id, message_id, at, kind) overriding system value
                                  select portal_id, -id, message_id, at, 'read' from message_event where message_id = $1 and kind = 'accepted'`,
  ],
])('of a message whose story is altered the audit log tells: %s', async (_what, statement) => {
  const id = await sealed(await someone())
  expect(await altered()).not.toContain(id)
  await world.database.query(statement, [id])
  expect(await altered()).toContain(id)
  expect((await verify()).code).toBe(1)
})

test('a message that is slipped in among those that were sealed is named', async () => {
  const id = await sealed(await someone())
  const [row] = await world.database.query<{ message_id: string }>(
    `insert into message_event (portal_id, id, message_id, at, kind) overriding system value
     select portal_id, event, gen_random_uuid(), now(), 'accepted' from audit_leaf where message_id = $1
     returning message_id`,
    [id],
  )
  expect(await altered()).toContain(row!.message_id)
})

test('leaves stay as they are', async () => {
  await sealed(await someone())
  for (const statement of [
    'delete from audit_leaf',
    'truncate audit_leaf',
    "update audit_leaf set digest = sha256('other')",
    'update audit_leaf set events = 1',
    "update audit_leaf set words = '\\x00'",
  ]) {
    await expect(world.database.query(statement), statement).rejects.toThrow('the audit log is only ever added to')
  }
})

test('what happens to a message after it was sealed, and contacts that become one, alter nothing', async () => {
  const contact = await someone()
  const id = await sealed(contact)
  await world.database.query(
    `insert into message_event (portal_id, message_id, at, kind) values ($1, $2, now(), 'read')`,
    [portalId, id],
  )
  await world.database.query('update message set contact_id = 1, conversation_id = null where id = $1', [id])
  expect(await altered()).not.toContain(id)
})

test('of a person who was erased all but the words is still what was sealed', async () => {
  const contact = await someone()
  const id = await sealed(contact, 'Whatever I say')
  const tell = createWebhooks({
    portalId: Number(portalId),
    clientSecret,
    targetUrl: `${world.url}/webhooks/hubspot`,
  })
  await tell.post([tell.event('contact.privacyDeletion', contact.id)], { copies: 1 })
  await until(async () =>
    expect(await world.database.query("select body from message where id = $1 and body = ''", [id])).toHaveLength(1),
  )
  expect(await leafOf(id)).toEqual([{ words: expect.toSatisfy((words: Buffer) => words.length === 32) as Buffer }])
  expect((await verify()).said).toContain('(1 erased, ')
  expect(await altered()).not.toContain(id)

  await world.database.query("update message set body = 'Whatever they said' where id = $1", [id])
  expect(await altered()).toContain(id)
  await world.database.query("update message set body = '', channel = 'email' where id = $1", [id])
  expect(await altered()).toContain(id)
  await world.database.query("update message set channel = 'sms' where id = $1", [id])
  expect(await altered()).not.toContain(id)
})

test('of a message of which nothing is left, the leaf is', async () => {
  const id = await sealed(await someone())
  for (const [table, column] of Object.entries({
    message_event: 'message_id',
    delivery: 'message_id',
    message: 'id',
  })) {
    await world.database.query(`delete from ${table} where ${column} = $1`, [id])
  }
  expect(await altered()).not.toContain(id)
  expect((await verify()).said).toMatch(/[1-9]\d* gone\)/)
  expect(await typed('audit', 'prove', id)).toMatchObject({
    code: 0,
    said: expect.stringContaining('Its story is not kept any more.') as string,
  })
})

test('that a message is in the chain can be followed without us', async () => {
  const ids = await Promise.all(Array.from({ length: 3 }, async () => sealed(await someone())))
  for (const id of ids) {
    const { code, said } = await typed('audit', 'prove', id)
    expect(code, said).toBe(0)
    const steps = [...said.matchAll(/^(leaf|left|right|root) +([0-9a-f]{64})$/gm)].map(
      ([, what, hex]) => [what, Buffer.from(hex!, 'hex')] as const,
    )
    const hash = (...parts: Buffer[]) =>
      createHash('sha256')
        .update(Buffer.concat([Buffer.of(1), ...parts]))
        .digest()
    const end = steps.reduce((at, [what, digest]) => {
      if (what === 'left') return hash(digest, at)
      return what === 'right' ? hash(at, digest) : what === 'leaf' ? digest : at
    }, Buffer.alloc(0))
    expect(steps.at(-1)).toEqual(['root', end])
    expect(said).toContain(`"root":"${end.toString('hex')}"`)
    expect(said).toContain('It is in the chain, which holds.\nThe story is as it was then.')
  }
  await world.database.query("update message set body = 'x' where id = $1", [ids[0]])
  expect(await typed('audit', 'prove', ids[0]!)).toMatchObject({
    code: 1,
    said: expect.stringContaining('THE STORY IS NOT WHAT IT WAS THEN.') as string,
  })
  expect(await typed('audit', 'prove', ids[1]!, '77')).toEqual({
    code: 1,
    said: expect.stringContaining('There is no account 77 in this database.'),
  })
})

test.each([
  ['audit prove Hello', 'Name the message by its id, such as'],
  [`audit prove ${randomUUID()}`, `Account ${portalId} has sent no message with this id.`],
  [`audit prove ${randomUUID()} mine`, 'Name the HubSpot account by its id, in digits, or say "relay".'],
  ['audit prove', 'Say which <message>: npm run relay -- audit prove <message>'],
])('%s is answered in words', async (words, answer) => {
  expect(await typed(...words.split(' '))).toEqual({ code: 1, said: expect.stringContaining(answer) as string })
})
