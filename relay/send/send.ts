import { Value } from 'typebox/value'
import { Channel } from '../../contract/channel.ts'
import { SendMessageRequest, SendMessageResponse } from '../../contract/send-message.ts'
import { WorkflowActionRequest, WorkflowActionResponse } from '../../contract/workflow-action.ts'
import { Invalid } from '../errors.ts'
import { fate } from '../fate.ts'
import { route, type Door, type Route } from '../route.ts'
import type { JobHandlers } from '../store/jobs.ts'
import { createAccept, type AcceptNeeds } from './accept.ts'
import { createDeliver, type Deliver, type DeliverNeeds } from './deliver.ts'
import { createReconcile } from './reconcile.ts'

export interface SendNeeds extends DeliverNeeds, Omit<AcceptNeeds, 'wake'> {
  cardDoor: Door<{ portalId: string }>
  hubspotDoor: Door<{ portalId: string }>
}

export interface Send {
  routes: Route[]
  jobs: Pick<JobHandlers, 'reconcile-delivery'>
  deliver: Deliver
}

/** A message leaves: accept · decide · deliver · reconcile. */
export function createSend(needs: SendNeeds): Send {
  const deliver = createDeliver(needs)
  const accept = createAccept({ ...needs, wake: deliver.wake })
  const reconcile = createReconcile({ ...needs, wake: deliver.wake })

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
        // The function passes on what the browser says of its user, so this is a claim, and kept as one.
        actor: {
          ...(request.userId ? { claimedUserId: request.userId } : {}),
          ...(request.userEmail ? { claimedUserEmail: request.userEmail } : {}),
        },
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

  return {
    routes: [fromCard, fromWorkflow],
    jobs: {
      'reconcile-delivery': (data, signal) => fate('reconcile-delivery', needs.log, () => reconcile(data, signal)),
    },
    deliver,
  }
}

function ownPortal(signed: string, named: string): void {
  if (signed !== named) {
    throw new Invalid('unknown_portal', `This relay does not serve the HubSpot account ${named}.`, { status: 404 })
  }
}

function readChannel(value: string | undefined): Channel | undefined {
  const text = value?.trim().toLowerCase()
  if (!text) return undefined
  if (!Value.Check(Channel, text)) {
    throw new Invalid('unknown_channel', `"${value}" is not a channel. Use imessage, sms, whatsapp or email.`)
  }
  return text
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
