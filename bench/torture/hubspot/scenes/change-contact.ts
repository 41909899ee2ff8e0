import type { Hand } from '../hand.ts'

/** A user changes a contact in HubSpot. */
export async function changeContact(hand: Hand, contactId: string, properties: Record<string, string>): Promise<void> {
  const { hubspot, standIn } = hand.world
  const answer = await fetch(`${hubspot.url}/crm/objects/2026-03/contacts/${contactId}`, {
    method: 'PATCH',
    headers: {
      authorization: `Bearer ${standIn.tokenOf(hand.account.portalId)}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ properties }),
  })
  if (!answer.ok) throw new Error(`HubSpot refused a change: ${await answer.text()}`)
}
