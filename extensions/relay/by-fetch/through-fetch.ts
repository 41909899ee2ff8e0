import { hubspot } from '@hubspot/ui-extensions'
import { cardCallPaths, type CardAnswer, type CardCall } from '../../../contract/card-function.ts'
import { notTheOpenRecord } from '../../../contract/not-the-open-record.ts'
import { propertyText } from '../../../contract/property-text.ts'
import { notAsked } from '../not-asked.ts'
import type { CallParameters } from '../relay-caller.ts'
import { openedExtension } from './opened-extension.ts'
import { readResponse } from './read-response.ts'

/**
 * Milliseconds for both attempts: HubSpot asks once more by itself when a connection fails or the answer is 500 or
 * above. Calls may be repeated: a message carries its idempotency key.
 */
const patience = 15_000

/**
 * One way to the relay: HubSpot sends the request on, signs it and adds who asks from which account. The contact's properties are
 * what the card could read and thus claims.
 */
export async function throughFetch<Call extends CardCall>(
  { call, contactId, request }: CallParameters<Call>,
  names: readonly string[],
): Promise<CardAnswer<Call>> {
  const opened = openedExtension()
  const origin = opened?.context.variables?.['RELAY_URL']
  if (typeof origin !== 'string' || !/^https:\/\/[^/?#\s]+$/.test(origin)) {
    return notAsked(
      'relay_not_named',
      'Homing was uploaded without the address of its relay. Please tell your Homing administrator.',
      false,
    )
  }
  const properties = await readProperties(names)
  if (!properties) {
    return notAsked('contact_unreadable', 'HubSpot did not say how to reach this contact. Try again.', true)
  }
  // HubSpot reads the record that is open; a call about another contact would mix two people up.
  const other = notTheOpenRecord(contactId, properties)
  if (other) return notAsked(other.code, other.detail, false)
  const response = await hubspot.fetch(`${origin}${cardCallPaths[call]}`, {
    method: 'POST',
    timeout: patience,
    body: { ...request, contact: { id: contactId, properties } },
  })
  return readResponse(response)
}

async function readProperties(names: readonly string[]): Promise<Record<string, string | null> | undefined> {
  try {
    const read = await openedExtension()?.actions.fetchCrmObjectProperties?.([...names])
    if (!read) return undefined
    return Object.fromEntries(names.map((name) => [name, propertyText(read[name])]))
  } catch {
    return undefined
  }
}
