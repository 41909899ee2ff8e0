import { randomUUID } from 'node:crypto'
import Fastify from 'fastify'
import pg from 'pg'
import { verify } from '../workbench/simulator/verify.ts'
import { account } from './stage/relay-settings.ts'

/**
 * The floor of ingesting: a bare Fastify route that verifies the same signature and inserts one row for each webhook.
 * Prints its address.
 */
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 16 })
await pool.query(
  'create table if not exists floor_inbox (portal_id bigint, id uuid, body bytea not null, received_at timestamptz not null, primary key (portal_id, id))',
)
const line = {
  portalId: account.portalId,
  id: 'floor',
  label: 'Floor',
  channel: 'sms' as const,
  address: '+15550100001',
  callbackUrl: '',
  settings: { url: '', key: '', webhookSecret: account.webhookSecret },
}
const server = Fastify()
server.removeAllContentTypeParsers()
server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
server.post('/webhooks', async (request) => {
  const headers = request.headers as Record<string, string>
  const body = request.body as Buffer
  verify({ method: 'POST', target: '/webhooks', headers, body, origin: 'webhook' }, line, new Date())
  await pool.query({
    name: 'insert',
    text: 'insert into floor_inbox (portal_id, id, body, received_at) values ($1, $2, $3, $4)',
    values: [account.portalId, randomUUID(), body, new Date()],
  })
  return { received: true }
})
console.log(await server.listen({ host: '127.0.0.1', port: 0 }))
process.on('disconnect', () => process.exit(0))
