import { Type, type Static } from 'typebox'

/**
 * What HubSpot posts when a workflow reaches the action "Send message".
 * Source: developers.hubspot.com, custom workflow actions; unknown members are allowed because HubSpot adds some.
 */
export const WorkflowActionRequest = Type.Object({
  callbackId: Type.String({ pattern: '^[!-~]{1,200}$' }),
  origin: Type.Object({
    portalId: Type.Integer({ minimum: 1 }),
    actionDefinitionId: Type.Optional(Type.Integer()),
  }),
  context: Type.Optional(
    Type.Object({ source: Type.Optional(Type.String()), workflowId: Type.Optional(Type.Integer()) }),
  ),
  object: Type.Object({
    objectId: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
    objectType: Type.String(),
    properties: Type.Optional(Type.Record(Type.String(), Type.Union([Type.String(), Type.Null()]))),
  }),
  inputFields: Type.Object({
    channel: Type.Optional(Type.String({ maxLength: 64 })),
    line: Type.Optional(Type.String({ maxLength: 64 })),
    message: Type.Optional(Type.String({ maxLength: 100_000 })),
    attachment: Type.Optional(Type.String({ maxLength: 2_000 })),
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
