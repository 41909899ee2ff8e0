import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createBudget, rateLimitBody, type BudgetKind } from './budget.ts'
import type { CallLog } from './call-log.ts'
import type { Fault, Faults } from './faults.ts'
import type { ScopeSets } from './object-types.ts'
import type { Portal, PortalOptions } from './portal.ts'
import { notFound, Refusal } from './refusal.ts'

/** Who calls: an app in an account. */
export interface Caller {
  app: PortalOptions
  portal: Portal
  /** When an OAuth token dies by itself; milliseconds. */
  expiresAt?: number
}

export interface Gate {
  /** The caller, once it is known to hold one of the scope sets. Throws a 403 that lists what is missing. */
  admit(request: FastifyRequest, scopes: ScopeSets): Portal
  /** Requests that are never answered and whose callers still wait. */
  hanging(): number
}

const versions = ['2026-03', '2026-09']

const budgetOf = (path: string): BudgetKind => {
  if (path.endsWith('/search')) return 'search'
  return path.startsWith('/crm/associations/') || path.includes('/associations/') ? 'associations' : 'general'
}

function missingScopes(scopes: readonly string[]): Refusal {
  const message = "This app hasn't been granted all required scopes to make this call."
  return new Refusal(403, 'MISSING_SCOPES', message, {
    errors: [{ message: 'One or more scopes are required.', context: { requiredGranularScopes: [...scopes] } }],
  })
}

/** What stands before every route: faults, the access token, the budgets; and after it, the log of calls. */
export function installGate(
  server: FastifyInstance,
  needs: {
    callers: ReadonlyMap<string, Caller>
    faults: Faults
    calls: CallLog
    now: () => Date
    newId: () => string
    /** A request came with an OAuth token past its life. */
    sawExpired: () => void
  },
): Gate {
  const budget = createBudget(needs.now)
  const known = new WeakMap<FastifyRequest, Caller>()
  const met = new WeakMap<FastifyRequest, Fault>()
  const hanging = new Set<FastifyRequest>()
  const late = new WeakSet<FastifyRequest>()

  function log(request: FastifyRequest, status: number): void {
    const [path = ''] = request.url.split('?')
    needs.calls.add({
      at: needs.now().toISOString(),
      method: request.method,
      path,
      route: (request.routeOptions.url ?? '(no such route)').replace(
        ':objectType',
        (request.params as { objectType?: string }).objectType ?? ':objectType',
      ),
      status,
      portalId: known.get(request)?.portal.portalId ?? null,
      fault: met.get(request)?.kind ?? null,
    })
  }

  function cut(request: FastifyRequest, reply: FastifyReply): void {
    reply.hijack()
    request.raw.socket.destroy()
  }

  async function suffer(fault: Fault, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    met.set(request, fault)
    if (fault.kind === 'status') {
      const body = fault.body ?? { status: 'error', message: 'internal error', correlationId: needs.newId() }
      return reply
        .code(fault.status)
        .headers(fault.headers ?? {})
        .send(body)
    }
    if (fault.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.milliseconds).unref())
    if (fault.kind === 'hang' || fault.kind === 'reset') {
      log(request, 0)
      if (fault.kind === 'reset') cut(request, reply)
      else {
        reply.hijack()
        hanging.add(request)
        request.raw.socket.once('close', () => hanging.delete(request))
      }
      return reply
    }
    return undefined
  }

  server.addHook('onRequest', async (request, reply) => {
    const [path = ''] = request.url.split('?')
    const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1]
    const caller = token === undefined ? undefined : needs.callers.get(token)
    const portalId = caller?.app.portalId ?? null
    const fault = needs.faults.meet({ method: request.method, path, portalId })
    if (fault !== undefined && (await suffer(fault, request, reply)) !== undefined) return reply
    // What gives tokens out asks for none, and the journal is read with tokens of no account.
    if (/^\/(oauth|webhooks-journal|journal-files)\//.test(path)) return undefined

    if (caller === undefined) {
      throw new Refusal(401, 'INVALID_AUTHENTICATION', 'Authentication credentials not found or not valid.')
    }
    if (caller.expiresAt !== undefined && caller.expiresAt <= needs.now().getTime()) {
      needs.sawExpired()
      throw new Refusal(401, 'EXPIRED_AUTHENTICATION', 'The OAuth token used to make this call expired.')
    }
    known.set(request, caller)
    const spent = budget.spend(caller.app, budgetOf(path))
    reply.headers(spent.headers)
    if (spent.refusedBy !== null) return reply.code(429).send(rateLimitBody(spent.refusedBy, needs.newId()))
    const { version } = request.params as { version?: string }
    if (version !== undefined && !versions.includes(version)) throw notFound()
    return undefined
  })

  // By now the request is here as a whole, so it does not matter any more whether its caller stays.
  server.addHook('preHandler', async (request) => {
    const fault = met.get(request)
    if (fault?.kind !== 'land-late') return
    late.add(request)
    if (fault.answer === 'reset') request.raw.socket.destroy()
    await new Promise((resolve) => setTimeout(resolve, fault.milliseconds).unref())
  })

  server.addHook('onSend', async (request, reply, payload) => {
    log(request, reply.statusCode)
    if (late.has(request) || met.get(request)?.kind === 'reset-after') request.raw.socket.destroy()
    return payload
  })

  return {
    hanging: () => hanging.size,
    admit(request, scopes) {
      const caller = known.get(request)
      if (caller === undefined) throw new Error('a request passed the gate without a caller')
      const held = new Set(caller.app.scopes)
      if (scopes.some((set) => set.every((scope) => held.has(scope)))) return caller.portal
      throw missingScopes([...new Set(scopes.flat())].filter((scope) => !held.has(scope)))
    },
  }
}
