import { Agent, request } from 'node:http'
import { json } from 'node:stream/consumers'
import type { Company } from './company-accounts.ts'
import type { CallAnswer, FoundCall } from './ledger.ts'

/** Milliseconds for an answer about a message. */
const patience = 2_000

/** The provider over HTTP, by connections that stay open: little may happen between the decision to call and the call. */
export function reachCompany(url: string): Company {
  const agent = new Agent({ keepAlive: true })

  function ask<Answer>(method: string, path: string, signal: AbortSignal, body?: object): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const asking = request(`${url}${path}`, { agent, method, signal }, (response) => {
        json(response).then((answer) => resolve(answer as Answer), reject)
      })
      asking.on('error', reject)
      asking.end(body && JSON.stringify(body))
    })
  }

  return {
    call: (asked, signal) => ask<CallAnswer>('POST', '/call', signal, asked),
    async find(message) {
      const path = `/find?message=${encodeURIComponent(message)}`
      const { found } = await ask<{ found: FoundCall | null | 'unsure' }>('GET', path, AbortSignal.timeout(patience))
      return found
    },
  }
}
