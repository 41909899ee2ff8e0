import { PgBoss } from 'pg-boss'
import { Unverified } from '../../../relay/errors.ts'
import type { Server } from '../../../relay/http/server.ts'
import type { House } from './open-house.ts'
import type { Inhabitant } from './portals.ts'

/** A mistake on purpose, of which the run must hear: a leak whose place or words match this. */
export interface Plant {
  name: string
  heard: RegExp
}

/** What is planted, beside a route that nobody can open and a job of which nobody has said what it is told. */
export const plants: Plant[] = [
  { name: 'a route that reads by an id in the body', heard: /^POST \/card\/planted-read .*tells/ },
  { name: 'a route that reads by an id in the path', heard: /^GET \/card\/planted-path.*tells/ },
  { name: 'a route that reads by an id in the query', heard: /^GET \/card\/planted-query .*tells/ },
  { name: 'a route that believes a header', heard: /^GET \/card\/planted-header .*tells/ },
  { name: 'a route of the product that adds to its answer', heard: /^POST \/card\/conversation .*tells/ },
  { name: 'a route that changes a row', heard: /planted-change .*conversation has come to .*planted-change/ },
  { name: 'a route that adds a row', heard: /planted-add .*consent has come to .*planted-add/ },
  { name: 'a route that removes a row', heard: /planted-remove .*message_event had/ },
  { name: 'a route that writes to the log', heard: /planted-log .*the log tells/ },
  { name: "a route that reaches somebody else's phone", heard: /planted-phone .*something has reached/ },
  { name: 'a job that changes a row', heard: /^the job planted-job .*message has come to .*planted-job/ },
  { name: 'a table that the database does not hold apart', heard: /^a statement at planted_table .*reads/ },
]

export const untriable = ['GET /card/planted-closed', 'the job planted-unknown']

type Said = { messageId?: string; contactId?: string; portalId?: string; lineId?: string }

/** Plants mistakes in the server of a relay: all of them answer only to who has signed, as an ordinary route does. */
export function plantRoutes({ database, phones, logged }: House, victim: Inhabitant): (server: Server) => void {
  return (server) => {
    const any = 'select * from message where id::text = $1'
    const planted = (
      method: 'GET' | 'POST',
      url: string,
      work: (said: Said, headers: Record<string, unknown>) => Promise<unknown>,
      fields: readonly string[] = ['portalId', 'messageId'],
    ) => {
      const properties = Object.fromEntries(fields.map((field) => [field, { type: 'string' }]))
      server.route({
        method,
        url,
        ...(method === 'POST' ? { schema: { body: { type: 'object', properties } } } : {}),
        async handler(request) {
          if (!('x-hubspot-signature-v3' in request.headers)) throw new Unverified('nobody has signed')
          const body = Buffer.isBuffer(request.body) ? (JSON.parse(request.body.toString() || '{}') as Said) : {}
          const said = { ...(request.query as Said), ...(request.params as Said), ...body }
          return { answer: (await work(said, request.headers)) ?? null }
        },
      })
    }
    planted('POST', '/card/planted-read', ({ messageId }) => database.query(any, [messageId]))
    planted('GET', '/card/planted-path/:messageId', ({ messageId }) => database.query(any, [messageId]))
    planted('GET', '/card/planted-query', ({ messageId }) => database.query(any, [messageId]))
    planted('GET', '/card/planted-header', (_said, headers) =>
      database.query('select * from message where portal_id::text = $1', [headers['x-portal-id']]),
    )
    planted('POST', '/card/planted-change', ({ messageId }) =>
      database.query(
        `update conversation c set token = 'planted-change-' || m.id from message m
         where m.id::text = $1 and c.portal_id = m.portal_id and c.id = m.conversation_id`,
        [messageId],
      ),
    )
    planted('POST', '/card/planted-add', ({ messageId }) =>
      database.query(
        `insert into consent (portal_id, channel, address, state, at)
         select portal_id, 'planted-add', address, 'opted_in', now() from message where id::text = $1 on conflict do nothing`,
        [messageId],
      ),
    )
    planted('POST', '/card/planted-remove', ({ messageId }) =>
      database.query('delete from message_event where message_id::text = $1', [messageId]),
    )
    planted('POST', '/card/planted-log', async ({ messageId }) => {
      logged.push(JSON.stringify(await database.query(any, [messageId])))
    })
    planted(
      'POST',
      '/card/planted-phone',
      async ({ lineId }) => {
        const line = victim.lines.find(({ id, address }) => id === lineId || address === lineId)
        const to = line?.address
        if (to) phones.get(victim.portalId)?.write({ from: victim.stranger, to, body: 'Hello', channel: 'sms' })
      },
      ['portalId', 'lineId'],
    )
    server.get('/card/planted-closed', async () => {
      throw new Unverified('nobody may')
    })
    server.addHook('onSend', async (request, _reply, payload) => {
      if (!request.url.startsWith('/card/conversation') || !Buffer.isBuffer(request.body)) return payload
      const { contact } = JSON.parse(request.body.toString()) as { contact?: { id?: string } }
      const rows = await database.query('select body from message where contact_id::text = $1', [contact?.id])
      return `${String(payload)}${JSON.stringify(rows)}`
    })
  }
}

/** Plants a table that holds nothing apart, with a row of each, and jobs: one that changes what it is told of. */
export async function plantBelow({ database }: House, portalIds: readonly string[]): Promise<() => Promise<void>> {
  await database.query('create table planted_table (portal_id bigint primary key, word text not null)')
  for (const portalId of portalIds) {
    await database.query('insert into planted_table values ($1, $2)', [portalId, `planted-word-of-${portalId}`])
  }
  const boss = new PgBoss({ connectionString: database.url, max: 2, schedule: false })
  boss.on('error', () => undefined)
  await boss.start()
  await boss.createQueue('planted-job', { retryLimit: 0 })
  await boss.createQueue('planted-unknown', { retryLimit: 0 })
  await boss.work<Said>('planted-job', { pollingIntervalSeconds: 0.5, batchSize: 100 }, async (batch) => {
    for (const { data } of batch) {
      await database.query(`update message set error_code = 'planted-job' where id::text = $1`, [data.messageId])
    }
  })
  return () => boss.stop({ graceful: true, timeout: 2_000 })
}
