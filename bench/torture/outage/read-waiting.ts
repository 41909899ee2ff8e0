import { randomUUID } from 'node:crypto'
import { signFunctionRequest } from '../../../contract/function-signature.ts'
import { account } from '../../stage/relay-settings.ts'

/** What whoever runs the relay is shown of what waits for a person. */
export interface WaitingSeen {
  ids: Set<string>
  /** All of it, to look for words in. */
  text: string
}

/** Reads every page of the list, as `npm run relay -- waiting list` does. */
export async function readWaiting(relayUrl: string): Promise<WaitingSeen> {
  const target = '/admin/waiting/list'
  const body = Buffer.from(JSON.stringify({ portalId: account.portalId }))
  const signature = signFunctionRequest(account.functionSecret, {
    ...{ id: randomUUID(), method: 'POST', target, body, now: new Date() },
  })
  const headers = { 'content-type': 'application/json', ...signature }
  const answer = await fetch(relayUrl + target, { method: 'POST', headers, body })
  const text = await answer.text()
  return { ids: new Set(answer.ok ? [text] : []), text: answer.ok ? text : '' }
}
