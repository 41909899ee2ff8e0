import { randomUUID } from 'node:crypto'
import { cardCallPaths, type CardCall, type CardCalls } from '../../../contract/card-function.ts'
import { signFunctionRequest } from '../../../contract/function-signature.ts'
import { signHubSpotRequest } from '../../../relay/hubspot/signature.ts'
import { app, operatorSecret } from './app.ts'

/** What the relay said; status 0 where it did not. */
export interface Said {
  status: number
  text: string
}

/** Those who ask the relay: cards in HubSpot, HubSpot's webhooks, and whoever runs it. */
export interface AskRelay {
  /** `user` is what HubSpot adds to the address. */
  card<Call extends CardCall>(
    portalId: number,
    call: Call,
    request: Omit<CardCalls[Call]['request'], 'portalId'>,
    user?: string,
  ): Promise<Said>
  /** What an admin's screens ask, by `hubspot.fetch`. */
  screen(portalId: number, path: string, userId: number, request?: object): Promise<Said>
  /** Posts events until they are acknowledged. */
  events(portalId: number, events: readonly object[]): Promise<void>
  admin(path: string, request: object): Promise<Said>
  page(address: string, cookie: string): Promise<Said & { headers: Headers | null }>
}

/** Milliseconds. */
const patience = 45_000

export function createAskRelay(url: string): AskRelay {
  async function post(target: string, body: Buffer, headers: Record<string, string>): Promise<Said> {
    try {
      const answer = await fetch(url + target, {
        ...{ method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } },
        signal: AbortSignal.timeout(patience),
      })
      return { status: answer.status, text: await answer.text() }
    } catch {
      return { status: 0, text: '' }
    }
  }
  const signed = (target: string, body: Buffer) =>
    signHubSpotRequest('v3', app.clientSecret, { method: 'POST', uri: url + target, body, now: new Date() })

  function byFetch(portalId: number, path: string, request: object, user: string): Promise<Said> {
    const target = `${path}?portalId=${portalId}&${user}&appId=${app.appId}`
    const body = Buffer.from(JSON.stringify({ portalId: String(portalId), ...request }))
    return post(target, body, signed(target, body))
  }

  return {
    card: (portalId, call, request, user = 'userId=7&userEmail=ann%40company.example') =>
      byFetch(portalId, cardCallPaths[call], request, user),
    screen: (portalId, path, userId, request = {}) => byFetch(portalId, path, request, `userId=${userId}`),
    async events(portalId, events) {
      const target = '/webhooks/hubspot'
      const told = events.map((event) => ({
        ...{ eventId: Math.floor(Math.random() * 1e9), appId: app.appId, portalId, occurredAt: Date.now() },
        ...{ subscriptionId: 1, attemptNumber: 0, changeSource: 'CRM', ...event },
      }))
      const body = Buffer.from(JSON.stringify(told))
      for (let tries = 0; tries < 60; tries += 1) {
        if ((await post(target, body, signed(target, body))).status === 200) return
        await new Promise((resolve) => setTimeout(resolve, 300))
      }
    },
    admin(path, request) {
      const target = `/admin/${path}`
      const body = Buffer.from(JSON.stringify(request))
      const signature = signFunctionRequest(operatorSecret, {
        ...{ id: randomUUID(), method: 'POST', target, body, now: new Date() },
      })
      return post(target, body, { ...signature })
    },
    async page(address, cookie) {
      try {
        const headers: Record<string, string> = cookie ? { cookie } : {}
        const signal = AbortSignal.timeout(patience)
        const answer = await fetch(address, { redirect: 'manual', headers, signal })
        return { status: answer.status, text: await answer.text(), headers: answer.headers }
      } catch {
        return { status: 0, text: '', headers: null }
      }
    },
  }
}
