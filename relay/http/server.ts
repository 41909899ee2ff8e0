import { randomUUID } from 'node:crypto'
import swagger from '@fastify/swagger'
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify'
import type { Logger } from 'pino'
import { Problem } from '../../contract/problem.ts'
import { Invalid, Temporary, Unverified } from '../errors.ts'
import { createBareRefusals } from './bare-refusals.ts'
import { jsonReader } from './json-reader.ts'
import { problemOf } from './problem.ts'
import { refuseEarly } from './refuse-early.ts'
import { tooMany } from './rate-limit.ts'
import { createRequestRoom } from './request-room.ts'
import { withComponents, type Components } from './with-components.ts'
import { zones } from '../zone/zones.ts'
import { TextAnswer, type RawRequest, type Route, type Verified } from './route.ts'

export type Server = FastifyInstance

/** What the probes ask. `ready` names what is missing, or is empty; `notes` is what a person should know although messages are accepted. */
export interface Health {
  ready: () => Promise<string[]>
  notes: () => Promise<string[]>
}

/** What the server is made of. */
interface ServerParts {
  routes: Route[]
  health: Health
  /** What anybody may read beside `/openapi.json`, by its path. */
  documents?: Readonly<Record<string, object>>
  /** Schemas to which those of routes refer in `/openapi.json`. */
  components?: Components
  log: Logger
  /** Of every answer, unless it brings its own. */
  headers: Readonly<Record<string, string>>
  /** Asked once for each request from an address that could not be verified: 0, or the milliseconds it must wait. */
  failures: (address: string) => number
  /** Hears of everything that is thrown, with the caller where that was proved. */
  refused: (refusal: { door: string; address: string; caller: unknown; error: unknown }) => void
  /** Proxies whose word counts on whom they speak for. */
  trustedProxies?: readonly string[]
  /** Milliseconds; ordinary ones unless given. */
  patience?: Partial<typeof patience>
}

/** Milliseconds until a request's headers, and all of it, must be there; how often that is looked at; and for silence. */
const patience = { headers: 15_000, request: 30_000, check: 5_000, silence: 300_000 }

/** Turns whatever was thrown into the one shape of a refusal. Only our own bugs and outages are logged as errors. */
function refuse(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const traceId = request.id
  const answer = problemOf(error, traceId)
  const isMany = answer.status === 429 || answer.code === 'too_busy'
  const isOurs = answer.status >= 500 && !isMany && !(error instanceof Invalid)
  if (isOurs) request.log.error({ err: error, traceId, code: answer.code }, answer.detail)
  else {
    // Whoever is told to wait must not fill the log meanwhile.
    const level = isMany ? 'debug' : 'info'
    request.log[level]({ traceId, code: answer.code, reason: (error as Error).message }, 'refused')
  }
  if ((error instanceof Temporary || error instanceof Invalid) && error.retryAfter) {
    void reply.header('retry-after', Math.ceil(error.retryAfter / 1000))
  }
  return reply.code(answer.status).type('application/problem+json').send(JSON.stringify(answer))
}

/** An address has one spelling, or whoever watches over paths in front of the relay would have to know every other. */
function isSpelled(pattern: string, target: string): boolean {
  const said = (target.split('?', 1)[0] ?? '').split('/')
  return pattern.split('/').every((part, index) => part.startsWith(':') || part === '' || part === said[index])
}

function nothingHere(): Invalid {
  return new Invalid('not_found', 'There is nothing at this address.', { status: 404 })
}

const noBytes = Buffer.alloc(0)

function rawRequest(request: FastifyRequest): RawRequest {
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value
  }
  return {
    method: request.method,
    target: request.raw.url ?? '/',
    params: request.params as Record<string, string>,
    headers,
    body: Buffer.isBuffer(request.body) ? request.body : noBytes,
    address: request.ip,
  }
}

/**
 * The HTTP door: raw bytes in, verified, then read; problem out. The order is the same for every route and nothing
 * is parsed before it is verified.
 */
export async function createServer(options: ServerParts): Promise<Server> {
  const log: FastifyBaseLogger = options.log
  const limits = { ...patience, ...options.patience }
  const bare = createBareRefusals(options)
  const server = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    // What is logged of a request names it; a logger for each would cost more than reading it.
    childLoggerFactory: (logger) => logger,
    bodyLimit: 1_048_576,
    requestTimeout: limits.request,
    connectionTimeout: limits.silence,
    // Whoever names no Host is told so by `refuseEarly`, in our words.
    http: { headersTimeout: limits.headers, connectionsCheckingInterval: limits.check, requireHostHeader: false },
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: 'idle',
    // Fastify's own words for these are not in the one shape of a refusal.
    frameworkErrors: (error, request, reply) => void refuse(error, request, reply.headers(options.headers)),
    clientErrorHandler: bare.clientError,
    return503OnClosing: false,
    ...(options.trustedProxies?.length ? { trustProxy: [...options.trustedProxies] } : {}),
  })
  bare.attach(server.server)
  let stopping = false
  server.addHook('preClose', async () => {
    stopping = true
  })
  // A connection that is kept alive by a request from before would be waited for.
  server.addHook('onSend', async (_request, reply) => {
    if (stopping) void reply.header('connection', 'close')
  })
  server.addHook('onRequest', async (request, reply) => {
    void reply.headers(options.headers)
    const early = refuseEarly(request.raw)
    if (early) {
      void reply.header('connection', 'close')
      throw early
    }
    if (!isSpelled(request.routeOptions.url ?? '', request.raw.url ?? '')) throw nothingHere()
    if (stopping)
      throw new Temporary('stopping', 'The relay is being restarted. Try again shortly.', { retryAfter: 1_000 })
  })
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  // Bodies are validated after verification, never by Fastify before it.
  server.setValidatorCompiler(() => () => true)
  server.setSerializerCompiler(() => (data) => (typeof data === 'string' ? data : JSON.stringify(data)))
  server.setErrorHandler(refuse)
  server.setNotFoundHandler((request, reply) => {
    void refuse(nothingHere(), request, reply)
  })
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Homing relay', version: '1', description: 'Sends messages and brings replies home.' },
    },
    transformObject: (made) =>
      'openapiObject' in made ? withComponents(made.openapiObject, options.components ?? {}) : made.swaggerObject,
  })

  const room = createRequestRoom(options.log)
  async function enter(one: Route, request: FastifyRequest, raw: RawRequest): Promise<Verified<unknown>> {
    try {
      return await one.door(raw)
    } catch (error) {
      options.refused({ door: one.path, address: request.ip, caller: null, error })
      // Whoever is right is never made to wait for others: an address is often a proxy's, or HubSpot's for everybody.
      const unproved = error instanceof Unverified || (error instanceof Invalid && error.status === 404)
      const wait = unproved && error.portalId === null ? options.failures(request.ip) : 0
      if (wait > 0) throw tooMany(wait)
      throw error
    }
  }

  async function handled(one: Route, trusted: Verified<unknown>, read: () => unknown): Promise<unknown> {
    try {
      return await one.handle(trusted, read())
    } catch (error) {
      options.refused({ door: one.path, address: trusted.address, caller: trusted.caller, error })
      throw error
    }
  }

  for (const one of options.routes) {
    const read = one.body ? jsonReader(one.body) : null
    server.route({
      method: one.method,
      url: one.path,
      exposeHeadRoute: false,
      ...(one.limit ? { bodyLimit: one.limit } : {}),
      schema: {
        summary: one.summary,
        ...(one.body ? { body: one.body } : {}),
        response: { 200: one.response, default: { content: { 'application/problem+json': { schema: Problem } } } },
      },
      handler: async (request, reply) => {
        const raw = rawRequest(request)
        const answer = await room(raw.body.length, async () => {
          const trusted = await enter(one, request, raw)
          return handled(one, trusted, () => read?.(trusted))
        })
        if (answer instanceof TextAnswer) {
          return reply.code(answer.status).headers(answer.headers).type(answer.contentType).send(answer.text)
        }
        return reply.type('application/json').send(answer)
      },
    })
  }
  server.get('/healthz', { schema: { summary: 'It lives.' } }, () => ({ status: 'ok', zoneData: zones.version }))
  server.get('/readyz', { schema: { summary: 'The relay can accept messages.' } }, async (_request, reply) => {
    const missing = await options.health.ready()
    if (missing.length > 0) return reply.code(503).send({ status: 'waiting', missing })
    return reply.code(200).send({ status: 'ready', missing, notes: await options.health.notes() })
  })
  server.get('/openapi.json', { schema: { hide: true } }, async () => server.swagger())
  for (const [path, document] of Object.entries(options.documents ?? {})) {
    server.get(path, { schema: { hide: true } }, async () => document)
  }
  return server
}
