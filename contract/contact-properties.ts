/**
 * The contact properties a caller sends along so that the relay need not ask HubSpot. In a file of its own because the
 * card's bundle holds it, and must not hold the schema library.
 */
export const contactProperties = [
  'hs_object_id',
  'firstname',
  'lastname',
  'email',
  'phone',
  'mobilephone',
  'hs_whatsapp_phone_number',
  'hubspot_owner_id',
]
