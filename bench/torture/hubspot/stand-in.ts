import { Agent, createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http'
import { listenOnLoopback } from '../../../workbench/listen-on-loopback.ts'
import type { Stage } from '../../stage/perform.ts'
import type { Answer, Answered, Told } from './answer.ts'
import { callOf, type CallName } from './calls.ts'

/** An answer that is given for a while. */
export interface Trouble {
  /** How often it was given, and when last (milliseconds since 1970). */
  met: number
  lastAt: number
  left: number
  end(): void
}

/** What stands in HubSpot's place: all that the relay asks comes here, and goes on to HubSpot unless a trouble is there. */
export interface StandIn {
  url: string
  /** So many calls of the account get this answer. Those of the app itself are of account 0. */
  trouble(portalId: number, call: CallName, answer: Answer, times: number): Trouble
  /** Requests of the account without an answer so far. */
  underWay(portalId: number): number
  /** Whose it is, where only HubSpot knows so far. */
  owns(portalId: number, token: string): void
  /** The newest access token of an account. */
  tokenOf(portalId: number): string
  /** Calls that were asked for, and requests that are none of them. */
  played: Set<CallName>
  strange: Set<string>
}

interface Plan {
  answer: Answer
  trouble: Trouble
}

const ofConnection = ['connection', 'keep-alive', 'transfer-encoding', 'content-length']

export async function openStandIn(stage: Stage, hubspotUrl: string): Promise<StandIn> {
  const agent = new Agent({ keepAlive: true, maxSockets: 200 })
  const { port } = new URL(hubspotUrl)
  const owners = new Map<string, number>()
  const newest = new Map<number, string>()
  const plans = new Map<string, Plan[]>()
  const underWay = new Map<number, number>()
  const played = new Set<CallName>()
  const strange = new Set<string>()

  function forward(request: IncomingMessage, body: Buffer): Promise<Answered> {
    const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !ofConnection.includes(name)))
    return new Promise((resolve, reject) => {
      const { method, url: path } = request
      const onward = ask({ host: '127.0.0.1', port, agent, method, path, headers })
      onward.setHeader('content-length', body.byteLength)
      onward.once('error', reject)
      onward.once('response', (response) => {
        readWhole(response).then((answer) => {
          learn(answer)
          const kept = Object.entries(response.headers).filter(([name]) => !ofConnection.includes(name))
          resolve({ status: response.statusCode ?? 0, headers: Object.fromEntries(kept), body: answer })
        }, reject)
      })
      onward.end(body)
    })
  }

  /** Tokens say whose they are when they are given. */
  function learn(body: Buffer): void {
    if (!body.includes('"access_token":')) return
    const given = JSON.parse(body.toString()) as { access_token: string; refresh_token?: string; hub_id?: number }
    owners.set(given.access_token, given.hub_id ?? 0)
    newest.set(given.hub_id ?? 0, given.access_token)
    if (given.refresh_token) owners.set(given.refresh_token, given.hub_id ?? 0)
  }

  function whose(request: IncomingMessage, form: URLSearchParams | null): number {
    const bearer = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1]
    const named = bearer ?? ['refresh_token', 'code', 'token'].map((name) => form?.get(name)).find(Boolean)
    return owners.get(named ?? '') ?? 0
  }

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readWhole(request)
    const { method = '', url = '' } = request
    const [path = '', query = ''] = url.split('?')
    const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')
    const form = isForm ? new URLSearchParams(body.toString()) : null
    const call = callOf({ method, path, query, form })
    const portalId = whose(request, form)
    underWay.set(portalId, (underWay.get(portalId) ?? 0) + 1)
    response.once('close', () => underWay.set(portalId, (underWay.get(portalId) ?? 1) - 1))
    if (call === null) strange.add(`${method} ${path}`)
    else played.add(call)
    const plan = call && plans.get(`${portalId} ${call}`)?.find(({ trouble }) => trouble.left > 0)
    if (call && plan) {
      plan.trouble.left -= 1
      plan.trouble.met += 1
      plan.trouble.lastAt = Date.now()
      const told: Told = { call, body, response, forward: (other = body) => forward(request, other) }
      return void (await plan.answer.give(told))
    }
    const answer = await forward(request, body)
    response.writeHead(answer.status, { ...answer.headers, 'content-length': answer.body.byteLength }).end(answer.body)
  }

  const server = createServer((request, response) => {
    take(request, response).catch((error: unknown) => {
      stage.say(`in HubSpot's place: ${String(error)}`)
      response.destroy()
    })
  })
  server.keepAliveTimeout = 60_000
  const { url, close } = await listenOnLoopback(server)
  stage.atEnd(() => {
    agent.destroy()
    return close()
  })

  return {
    url,
    played,
    strange,
    underWay: (portalId) => underWay.get(portalId) ?? 0,
    tokenOf: (portalId) => newest.get(portalId) ?? '',
    owns: (portalId, token) => void owners.set(token, portalId),
    trouble(portalId, call, answer, times) {
      const key = `${portalId} ${call}`
      const trouble: Trouble = {
        ...{ met: 0, lastAt: 0, left: times },
        end() {
          trouble.left = 0
          plans.set(
            key,
            (plans.get(key) ?? []).filter((plan) => plan.trouble !== trouble),
          )
        },
      }
      plans.set(key, [...(plans.get(key) ?? []), { answer, trouble }])
      return trouble
    },
  }
}

async function readWhole(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
