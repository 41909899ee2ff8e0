import { signHubSpotRequest } from '../../relay/hubspot/signature.ts'

/** A workflow of many accounts' that sends: `accounts` in turn, each with its contact and its lines. */
export interface WorkflowLoad {
  kind: 'workflows'
  publicUrl: string
  clientSecret: string
  accounts: { portalId: string; contactId: string; phone: string }[]
  lineIds: string[]
}

/** The request number `index`, as HubSpot signs it; `mark` stands at the end of its text. */
export function workflowRequest(load: WorkflowLoad, index: number, mark: string) {
  const { portalId, contactId, phone } = load.accounts[index % load.accounts.length]!
  const path = '/workflow/send-message'
  const body = Buffer.from(
    JSON.stringify({
      callbackId: mark,
      origin: { portalId: Number(portalId), actionDefinitionId: 1 },
      context: { source: 'WORKFLOWS', workflowId: 7 },
      object: { objectId: Number(contactId), objectType: 'CONTACT', properties: { mobilephone: phone } },
      inputFields: {
        line: load.lineIds[Math.floor(index / load.accounts.length) % load.lineIds.length],
        message: `Your table is booked for Tuesday at eight (${mark})`,
      },
    }),
  )
  const asked = { method: 'POST', uri: load.publicUrl + path, body, now: new Date() }
  return { path, headers: signHubSpotRequest('v3', load.clientSecret, asked), body }
}
