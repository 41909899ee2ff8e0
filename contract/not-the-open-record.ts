/** Why a call does not count as one about the open record: a stable code, and words that say what to do. */
export interface NotTheOpenRecord {
  code: 'record_unnamed' | 'another_contact'
  detail: string
}

/**
 * Whom a card speaks for. The browser names a contact, HubSpot reads `hs_object_id` from the record that is open, and only where
 * both are there and the same is it about that record. Null where it is. Asked by the card, by the function and by the relay.
 */
export function notTheOpenRecord(
  contactId: string,
  properties: Readonly<Record<string, string | null>>,
): NotTheOpenRecord | null {
  const record = properties['hs_object_id']
  if (!record) {
    return {
      code: 'record_unnamed',
      detail:
        'HubSpot did not say which record is open, so nothing was read or sent. Reload the page; if it stays, an administrator ' +
        'must upload the Homing project again, whose card asks HubSpot for hs_object_id (propertiesToSend).',
    }
  }
  if (record === contactId) return null
  return { code: 'another_contact', detail: 'Another contact is open by now. Reload the page.' }
}
