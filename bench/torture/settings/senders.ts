import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { signHubSpotRequest } from '../../../relay/hubspot/signature.ts'
import { appSecret, publicUrl, type Person } from './house.ts'

export interface Senders {
  /** Ids of messages that were accepted. */
  accepted: string[]
  /** Refusals by their codes; a line that is gone is no wrong. */
  refused: Map<string, number>
  /** Sends that have no answer yet. */
  open(): number
  /** A workflow of the account reaches the action; it tries until it is answered. */
  send(portalId: string, person: Person, lineId: string): Promise<void>
}

/** Milliseconds. */
const patience = 8_000

/** Asks the relays in turn, also those that stand still. `look` is shown each answer. */
export function createSenders(given: { urls: () => string[]; look: (answer: string) => void }): Senders {
  const accepted: string[] = []
  const refused = new Map<string, number>()
  let open = 0
  let turn = 0
  return {
    accepted,
    refused,
    open: () => open,
    async send(portalId, { contactId, phone }, lineId) {
      open += 1
      const callbackId = randomUUID()
      const body = Buffer.from(
        JSON.stringify({
          callbackId,
          origin: { portalId: Number(portalId), actionDefinitionId: 1 },
          context: { source: 'WORKFLOWS', workflowId: 7 },
          object: { objectId: Number(contactId), objectType: 'CONTACT', properties: { mobilephone: phone } },
          inputFields: { line: lineId, message: `Hello (${callbackId})` },
        }),
      )
      for (;;) {
        const path = '/workflow/send-message'
        const relay = given.urls()[(turn += 1) % given.urls().length] ?? ''
        const asked = { method: 'POST', uri: publicUrl + path, body, now: new Date() }
        const headers = { 'content-type': 'application/json', ...signHubSpotRequest('v3', appSecret, asked) }
        const answer = await fetch(relay + path, {
          ...{ method: 'POST', headers, body, signal: AbortSignal.timeout(patience) },
        }).then(
          async (response) => ({ status: response.status, text: await response.text() }),
          () => null,
        )
        if (!answer || answer.status >= 500 || answer.status === 408) {
          await wait(100 + Math.random() * 200)
          continue
        }
        given.look(answer.text)
        const { outputFields } = JSON.parse(answer.text) as {
          outputFields?: { message_id?: string; error_code?: string }
        }
        if (outputFields?.message_id) accepted.push(outputFields.message_id)
        else {
          const code = outputFields?.error_code ?? `${answer.status} ${answer.text.slice(0, 200)}`
          refused.set(code, (refused.get(code) ?? 0) + 1)
        }
        open -= 1
        return
      }
    },
  }
}
