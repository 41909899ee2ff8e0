import { LetPassRequest, LetPassResponse } from '../../contract/let-pass.ts'
import { SendMessageRequest, SendMessageResponse } from '../../contract/send-message.ts'
import { SettleMessageRequest, SettleMessageResponse } from '../../contract/settle-message.ts'
import { ownPortal } from '../http/own-portal.ts'
import { route, type Door, type Route } from '../http/route.ts'
import type { TaskHandlers } from '../store/jobs/tasks.ts'
import { createAccept, type AcceptNeeds } from './accept.ts'
import { createAutoSend, type AutoSendNeeds } from './auto-send.ts'
import { createDeliver, type Deliver, type DeliverNeeds } from './deliver.ts'
import { createFromWorkflow, type FromWorkflowNeeds } from './from-workflow.ts'
import { createLetPass } from './let-pass.ts'
import { createReconcile } from './reconcile.ts'
import { createSettle } from './settle.ts'
import { createTellAutoSends, type TellAutoSendsNeeds } from './tell-auto-sends.ts'

/** Whose card, and whether HubSpot itself says who its user is. */
interface CardCaller {
  portalId: string
  vouchesForUser: boolean
}

export interface SendNeeds
  extends DeliverNeeds, AutoSendNeeds, FromWorkflowNeeds, TellAutoSendsNeeds, Omit<AcceptNeeds, 'wake'> {
  cardDoor: Door<CardCaller>
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
  const fromWorkflow = createFromWorkflow(needs, accept)

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
    routes: [fromCard, fromWorkflow, settled, passed, ...createTellAutoSends(needs)],
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
