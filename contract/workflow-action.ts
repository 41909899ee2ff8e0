import { Type, type Static } from 'typebox'
import { HubSpotId } from './contact.ts'

/** An id as HubSpot gives it: digits, or the number they stand for as long as JSON keeps it whole. */
const Id = Type.Union([Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }), HubSpotId])

/**
 * What HubSpot posts when a workflow reaches the action "Send message". Only what decides who, whose and which execution it is has a
 * form that is insisted on; what may be left out is read in whichever form it comes (`relay/send/read-execution.ts`).
 * Source: developers.hubspot.com, custom workflow actions; unknown members are allowed because HubSpot adds some.
 */
export const WorkflowActionRequest = Type.Object({
  callbackId: Type.String({ pattern: '^[!-~]{1,200}$' }),
  origin: Type.Object({ portalId: Id }),
  context: Type.Optional(Type.Unknown({ description: '`workflowId`, where a workflow asks.' })),
  object: Type.Object({
    objectId: Id,
    objectType: Type.Optional(Type.Unknown({ description: 'CONTACT or 0-1.' })),
    properties: Type.Optional(Type.Unknown({ description: 'Where they are not there, HubSpot is asked for them.' })),
  }),
  inputFields: Type.Object({
    channel: Type.Optional(Type.Unknown()),
    line: Type.Optional(Type.Unknown()),
    message: Type.Optional(Type.Unknown()),
    attachment: Type.Optional(Type.Unknown()),
  }),
})
export type WorkflowActionRequest = Static<typeof WorkflowActionRequest>

/** HubSpot hands output fields to the workflow only on a 2xx, so a refusal a workflow may branch on is a 200. */
export const WorkflowActionResponse = Type.Object({
  outputFields: Type.Object({
    message_id: Type.String(),
    status: Type.String(),
    error_code: Type.String(),
    hs_execution_state: Type.Union([Type.Literal('SUCCESS'), Type.Literal('FAIL_CONTINUE')]),
  }),
})
export type WorkflowActionResponse = Static<typeof WorkflowActionResponse>
