/** An execution as HubSpot posts it to an action, as JSON. `properties` only where the action asked for some. */
export function executionRequest(what: {
  callbackId: string
  portalId: number
  workflowId: number
  actionDefinitionId: number
  enrollmentId: number
  contactId: string
  properties: Readonly<Record<string, string | null>> | undefined
  inputFields: Readonly<Record<string, string>>
}): string {
  return JSON.stringify({
    callbackId: what.callbackId,
    origin: {
      portalId: what.portalId,
      actionDefinitionId: what.actionDefinitionId,
      actionDefinitionVersion: 1,
      actionExecutionIndexIdentifier: { enrollmentId: what.enrollmentId, actionExecutionIndex: 0 },
      extensionDefinitionId: what.actionDefinitionId,
      extensionDefinitionVersionId: 1,
    },
    context: { source: 'WORKFLOWS', workflowId: what.workflowId },
    object: {
      objectId: Number(what.contactId),
      objectType: 'CONTACT',
      ...(what.properties === undefined ? {} : { properties: what.properties }),
    },
    // The same values twice: `fields` is the older name.
    fields: what.inputFields,
    inputFields: what.inputFields,
  })
}
