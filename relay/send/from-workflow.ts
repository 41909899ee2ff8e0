import { Type } from 'typebox'
import type { Logger } from 'pino'
import type { SendMessageResponse } from '../../contract/send-message.ts'
import { WorkflowActionRequest, WorkflowActionResponse } from '../../contract/workflow-action.ts'
import type { Accounts } from '../account/account.ts'
import { Refusal } from '../errors.ts'
import { ownPortal } from '../http/own-portal.ts'
import { route, type Door, type Route } from '../http/route.ts'
import type { ContactReader } from '../hubspot/contact-reader.ts'
import type { Database } from '../store/database.ts'
import { keepRefusal, readFirstAnswer } from '../store/execution/first-answers.ts'
import type { SendWish } from './accept.ts'
import { readExecution, type Execution } from './read-execution.ts'

export interface FromWorkflowNeeds {
  hubspotDoor: Door<{ portalId: string }>
  readContact: ContactReader
  database: Database
  accounts: Accounts
  log: Logger
}

/** What an execution must say to be one; whether the rest can be read, the workflow is told. */
const SignedExecution = Type.Object({
  ...WorkflowActionRequest.properties,
  inputFields: Type.Optional(
    Type.Unknown({ description: 'channel, line, message, attachment; each may be left out.' }),
  ),
})

/** Bytes: HubSpot writes every input twice, and a text of 65,536 characters may take six bytes for each. */
const longestExecution = 2_097_152

/**
 * The address that HubSpot calls when a workflow reaches the action "Send message". It hands outputs to the workflow only on a 2xx,
 * so a refusal that a workflow may branch on is a 200 with its code. The callback id is the execution: HubSpot keeps it over its
 * retries, which get the first answer, whatever they say by then.
 */
export function createFromWorkflow(
  needs: FromWorkflowNeeds,
  accept: (wish: SendWish) => Promise<SendMessageResponse>,
): Route {
  /** HubSpot hands over what the action's definition names: an admin's own properties are not among it, and older ones name less. */
  async function withProperties(portalId: string, contact: SendWish['contact']): Promise<SendWish['contact']> {
    const { routing } = await needs.accounts.of(portalId)
    const own = [...new Set(Object.values(routing.addresses ?? {}).flat())]
    const names = Object.keys(contact.properties)
    if (names.length > 0 && own.every((name) => names.includes(name))) return contact
    const read = await needs.readContact(portalId, contact)
    return { ...contact, properties: Object.keys(read).length === 0 ? read : { ...contact.properties, ...read } }
  }

  async function send(portalId: string, execution: Execution): Promise<SendMessageResponse> {
    const { contact, ...wish } = readExecution(execution)
    const { callbackId } = execution
    const workflowId = idOf(execution.context)
    return accept({
      ...wish,
      portalId,
      source: 'workflow',
      contact: await withProperties(portalId, contact),
      idempotencyKey: keyOf(callbackId),
      actor: { callbackId, ...(workflowId === undefined ? {} : { workflowId }) },
    })
  }

  return route({
    method: 'POST',
    path: '/workflow/send-message',
    summary: 'A workflow reached the action "Send message".',
    door: needs.hubspotDoor,
    body: SignedExecution,
    response: WorkflowActionResponse,
    limit: longestExecution,
    async handle({ caller: { portalId } }, execution) {
      ownPortal(portalId, String(execution.origin.portalId))
      const portal = needs.database.forPortal(portalId)
      const { callbackId } = execution
      const first = await readFirstAnswer(portal, callbackId, keyOf(callbackId))
      if (first) return 'messageId' in first ? accepted(first.messageId) : refused(first.code)
      try {
        return accepted((await send(portalId, execution)).messageId)
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        const { code, message: reason } = error
        const about = { portalId, contactId: String(execution.object.objectId), workflowId: idOf(execution.context) }
        needs.log.info({ ...about, code, reason }, 'a workflow may not send this')
        return refused(await keepRefusal(portal, callbackId, code))
      }
    },
  })
}

/** HubSpot keeps the callback id over its retries of one execution. */
const keyOf = (callbackId: string): string => `workflow:${callbackId}`

function idOf(context: unknown): string | undefined {
  const { workflowId } = (context ?? {}) as { workflowId?: unknown }
  return (typeof workflowId === 'number' || typeof workflowId === 'string') && /^[0-9]{1,20}$/.test(String(workflowId))
    ? String(workflowId)
    : undefined
}

function accepted(messageId: string): WorkflowActionResponse {
  return {
    outputFields: { message_id: messageId, status: 'queued', error_code: '', hs_execution_state: 'SUCCESS' },
  }
}

function refused(code: string): WorkflowActionResponse {
  return {
    outputFields: { message_id: '', status: 'refused', error_code: code, hs_execution_state: 'FAIL_CONTINUE' },
  }
}
