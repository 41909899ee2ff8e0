import { randomUUID } from 'node:crypto'
import { signFunctionRequest } from '../../../contract/function-signature.ts'
import type { ListWaitingResponse, ShowWaitingResponse } from '../../../contract/waiting.ts'
import { account } from '../../stage/relay-settings.ts'

/** What whoever runs the relay is shown of what waits for a person. */
export interface WaitingSeen {
  /** Kind and key, as `inbox:<id>`. */
  ids: Set<string>
  /** What is said in the replies and deliveries among it. */
  text: string
}

/** Reads every page of the list as `npm run relay -- waiting list` does, and whatever may be a reply as `waiting show`. */
export async function readWaiting(relayUrl: string): Promise<WaitingSeen> {
  const ids = new Set<string>()
  const texts: string[] = []
  for (let after: string | null = null, first = true; first || after !== null; first = false) {
    const page: ListWaitingResponse = await ask(relayUrl, 'list', { limit: 200, ...(after ? { after } : {}) })
    for (const { id, kind } of page.items) {
      ids.add(id)
      if (kind !== 'reply' && kind !== 'inbox') continue
      const { text } = await ask<ShowWaitingResponse>(relayUrl, 'show', { id })
      texts.push(text ?? '')
    }
    after = page.next
  }
  return { ids, text: texts.join('\n') }
}

async function ask<Answer>(relayUrl: string, what: 'list' | 'show', request: object): Promise<Answer> {
  const target = `/admin/waiting/${what}`
  const body = Buffer.from(JSON.stringify({ portalId: account.portalId, ...request }))
  const signature = signFunctionRequest(account.functionSecret, {
    ...{ id: randomUUID(), method: 'POST', target, body, now: new Date() },
  })
  const headers = { 'content-type': 'application/json', ...signature }
  const answer = await fetch(relayUrl + target, { method: 'POST', headers, body })
  if (!answer.ok) throw new Error(`${target} was answered with ${answer.status}: ${await answer.text()}`)
  return (await answer.json()) as Answer
}
