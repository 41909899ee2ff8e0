import { randomUUID } from 'node:crypto'
import { signFunctionRequest } from '../../../contract/function-signature.ts'
import { account } from '../../stage/relay-settings.ts'

/** What is asked of the relay as the app function and the operator ask it. */
export type Ask = <Answer>(target: string, request: object) => Promise<{ status: number; answer: Answer }>

export function createAsk(publicUrl: string): Ask {
  return async <Answer>(target: string, request: object) => {
    const body = Buffer.from(JSON.stringify({ portalId: account.portalId, ...request }))
    const signed = signFunctionRequest(account.functionSecret, {
      id: randomUUID(),
      method: 'POST',
      target,
      body,
      now: new Date(),
    })
    const response = await fetch(publicUrl + target, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...signed },
      body: new Uint8Array(body),
      signal: AbortSignal.timeout(30_000),
    })
    return { status: response.status, answer: (await response.json()) as Answer }
  }
}
