import { Value } from 'typebox/value'
import { Attachment } from '../../contract/attachment.ts'
import { Channel } from '../../contract/channel.ts'
import { LetPassRequest, LetPassResponse } from '../../contract/let-pass.ts'
import { SendMessageRequest, SendMessageResponse } from '../../contract/send-message.ts'
import { SettleMessageRequest, SettleMessageResponse } from '../../contract/settle-message.ts'
import { WorkflowActionRequest, WorkflowActionResponse } from '../../contract/workflow-action.ts'
import { Invalid } from '../errors.ts'
import { ownPortal } from '../http/own-portal.ts'
import { route, type Door, type Route } from '../http/route.ts'
import type { TaskHandlers } from '../store/jobs/tasks.ts'
import { createAccept, type AcceptNeeds } from './accept.ts'
import { createAutoSend, type AutoSendNeeds } from './auto-send.ts'
import { createDeliver, type Deliver, type DeliverNeeds } from './deliver.ts'
import { createLetPass } from './let-pass.ts'
import { createReconcile } from './reconcile.ts'
import { createSettle } from './settle.ts'

/** Whose card, and whether HubSpot itself says who its user is. */
interface CardCaller {
  portalId: string
  vouchesForUser: boolean
}

export interface SendNeeds extends DeliverNeeds, AutoSendNeeds, Omit<AcceptNeeds, 'wake'> {
  cardDoor: Door<CardCaller>
  hubspotDoor: Door<{ portalId: string }>
}

export interface Send {
  routes: Route[]
  tasks: Pick<TaskHandlers, 'reconcile-delivery' | 'auto-send'>
  deliver: Deliver
}

/** A message leaves: accept · decide · deliver · reconcile. */
export function createSend(needs: SendNeeds): Send {
  const deliver = createDeliver(needs)
  const accept = createAccept({ ...needs, wake: deliver.wake })
  const reconcile = createReconcile({ ...needs, wake: deliver.wake })
  const settle = createSettle(needs)
  const letPass = createLetPass({ ...needs, wake: deliver.wake })
  const autoSend = createAutoSend(needs, accept)

  const fromCard = route({
    method: 'POST',
    path: '/card/messages',
    summary: 'A rep sends a message from the contact record.',
    door: needs.cardDoor,
    body: SendMessageRequest,
    response: SendMessageResponse,
    limit: 524_288,
    async handle({ caller }, request) {
      ownPortal(caller.portalId, request.portalId)
      return accept({
        ...request,
        source: 'card',
        idempotencyKey: `card:${request.idempotencyKey}`,
        actor: userOf(caller, request),
      })
    },
  })

  const fromWorkflow = route({
    method: 'POST',
    path: '/workflow/send-message',
    summary: 'A workflow reached the action "Send message".',
    door: needs.hubspotDoor,
    body: WorkflowActionRequest,
    response: WorkflowActionResponse,
    limit: 524_288,
    async handle({ caller }, request) {
      ownPortal(caller.portalId, String(request.origin.portalId))
      try {
        if (!['CONTACT', '0-1'].includes(request.object.objectType)) {
          throw new Invalid('not_a_contact', 'Messages go to contacts. Use this action in a workflow of contacts.')
        }
        const accepted = await accept({
          portalId: caller.portalId,
          source: 'workflow',
          contact: { id: String(request.object.objectId), properties: request.object.properties ?? {} },
          // HubSpot keeps the callback id over its retries of one execution.
          idempotencyKey: `workflow:${request.callbackId}`,
          channel: readChannel(request.inputFields.channel),
          lineId: request.inputFields.line?.trim() || undefined,
          body: request.inputFields.message ?? '',
          attachments: readAttachment(request.inputFields.attachment),
          actor: {
            callbackId: request.callbackId,
            ...(request.context?.workflowId ? { workflowId: String(request.context.workflowId) } : {}),
          },
        })
        return outputs(accepted.messageId, accepted.status, '', 'SUCCESS')
      } catch (error) {
        // HubSpot hands outputs to the workflow only on a 2xx: a refusal that a workflow may branch on is a 200.
        if (error instanceof Invalid) return outputs('', 'refused', error.code, 'FAIL_CONTINUE')
        throw error
      }
    },
  })

  const settled = route({
    method: 'POST',
    path: '/card/settle',
    summary: 'A rep says what became of a message in doubt.',
    door: needs.cardDoor,
    body: SettleMessageRequest,
    response: SettleMessageResponse,
    async handle({ caller }, request) {
      ownPortal(caller.portalId, request.portalId)
      return settle({ ...request, actor: userOf(caller, request) })
    },
  })

  const passed = route({
    method: 'POST',
    path: '/card/let-pass',
    summary: 'A rep lets later messages leave before one that holds them up.',
    door: needs.cardDoor,
    body: LetPassRequest,
    response: LetPassResponse,
    async handle({ caller }, request) {
      ownPortal(caller.portalId, request.portalId)
      return letPass({ ...request, actor: userOf(caller, request) })
    },
  })

  return {
    routes: [fromCard, fromWorkflow, settled, passed],
    tasks: { 'reconcile-delivery': reconcile, 'auto-send': autoSend },
    deliver,
  }
}

/** Where HubSpot signed who the user is, that is who; what the function passes on is the browser's word, and kept as a claim. */
function userOf(
  { vouchesForUser }: CardCaller,
  { userId, userEmail }: { userId?: string; userEmail?: string },
): Record<string, string> {
  const [id, email] = vouchesForUser
    ? (['userId', 'userEmail'] as const)
    : (['claimedUserId', 'claimedUserEmail'] as const)
  return { ...(userId ? { [id]: userId } : {}), ...(userEmail ? { [email]: userEmail } : {}) }
}

function readChannel(value: string | undefined): Channel | undefined {
  const text = value?.trim().toLowerCase()
  if (!text) return undefined
  if (!Value.Check(Channel, text)) {
    throw new Invalid('unknown_channel', `"${value}" is not a channel. Use imessage, sms, whatsapp or email.`)
  }
  return text
}

function readAttachment(value: string | undefined): Attachment[] {
  const url = value?.trim()
  if (!url) return []
  if (!Value.Check(Attachment, { url })) {
    throw new Invalid(
      'attachment_url_refused',
      'The attachment is not the address of a file. Use one that begins with https://.',
    )
  }
  return [{ url }]
}

function outputs(messageId: string, status: string, errorCode: string, state: 'SUCCESS' | 'FAIL_CONTINUE') {
  return {
    outputFields: {
      message_id: messageId,
      status,
      error_code: errorCode,
      hs_execution_state: state,
    },
  }
}
