import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { readBody } from '../json-body.ts'
import { invalid, notFound } from '../refusal.ts'
import { lifecycleEventTypes, type JournalDesk, type JournalFile } from './journal-desk.ts'

const versions = ['2026-03', '2026-09']
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Of all subscription types only this one is played here; it names no account. */
const Wanted = Type.Object(
  {
    subscriptionType: Type.Literal('APP_LIFECYCLE_EVENT'),
    eventTypeId: Type.Enum(Object.values(lifecycleEventTypes)),
    properties: Type.Array(Type.String()),
  },
  { additionalProperties: false },
)

/** Subscriptions and reading, with a token of the app itself; files are read with nothing but their address. */
export function journalRoutes(server: FastifyInstance, desk: JournalDesk): void {
  function admit(request: FastifyRequest, end: string) {
    const app = desk.admit(request.headers.authorization, `developer.webhooks_journal.${end}`)
    if (!versions.includes((request.params as { version: string }).version)) throw notFound()
    return app
  }

  server.get('/webhooks-journal/subscriptions/:version', async (request) => ({
    results: desk.subscriptionsOf(admit(request, 'subscriptions.read')),
  }))

  server.post('/webhooks-journal/subscriptions/:version', async (request) => {
    const app = admit(request, 'subscriptions.write')
    const { eventTypeId, properties } = readBody(request, Wanted)
    return desk.subscribe(app, eventTypeId, properties)
  })

  server.delete('/webhooks-journal/subscriptions/:version/:id', async (request, reply) => {
    const app = admit(request, 'subscriptions.write')
    if (!desk.unsubscribe(app, Number((request.params as { id: string }).id))) throw notFound()
    return reply.code(204).send()
  })

  function tell(request: FastifyRequest, reply: FastifyReply, file: JournalFile | undefined): unknown {
    // 204 where there is nothing, or nothing yet.
    if (file === undefined) return reply.code(204).send()
    const { path, expiresAt } = desk.sign(file)
    const url = `http://${request.headers.host ?? ''}${path}`
    return { url, expiresAt: expiresAt.toISOString(), currentOffset: file.offset }
  }

  server.get('/webhooks-journal/journal/:version/earliest', async (request, reply) =>
    tell(request, reply, desk.filesOf(admit(request, 'read'))[0]),
  )

  server.get('/webhooks-journal/journal/:version/latest', async (request, reply) =>
    tell(request, reply, desk.filesOf(admit(request, 'read')).at(-1)),
  )

  server.get('/webhooks-journal/journal/:version/offset/:offset/next', async (request, reply) => {
    const files = desk.filesOf(admit(request, 'read'))
    const { offset } = request.params as { offset: string }
    if (!uuid.test(offset)) throw invalid('The offset is not a UUID')
    const index = files.findIndex((file) => file.offset === offset)
    if (index < 0) throw notFound('The offset has expired or does not exist')
    return tell(request, reply, files[index + 1])
  })

  // The files lie in a store of another company, which knows no tokens and refuses whoever brings one.
  server.get('/journal-files/:name', async (request, reply) => {
    const xml = (code: string) => `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code></Error>`
    reply.type('application/xml')
    if (request.headers.authorization !== undefined) return reply.code(400).send(xml('InvalidArgument'))
    const query = new URL(request.url, 'http://files').searchParams
    const file = desk.open((request.params as { name: string }).name, query)
    if (file === undefined) return reply.code(403).send(xml('AccessDenied'))
    return reply.type('application/json').send(file.content)
  })
}
