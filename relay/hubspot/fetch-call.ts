import { Value } from 'typebox/value'
import { Contact, HubSpotId } from '../../contract/contact.ts'
import { Invalid, Unverified } from '../errors.ts'
import type { ContactReader } from './contact-reader.ts'

/** Who calls by `hubspot.fetch`, as HubSpot added it to the address and signed it. */
export interface FetchCall {
  portalId: string
  userId: string | null
  userEmail: string | null
}

/** Reads what HubSpot added to the address of a request whose signature holds. Throws `Unverified`. */
export function readFetchCall(target: string): FetchCall {
  // Up to the end: whatever the card puts before a second question mark must not hide what HubSpot adds after it.
  const query = new URLSearchParams(target.replace(/^[^?]*/, ''))
  // The card chooses the address that HubSpot adds to: a name given twice may be the card's own.
  function once(name: string): string | null {
    const values = query.getAll(name)
    if (values.length > 1) throw new Unverified(`card request: ${name} is given more than once`)
    return values[0] || null
  }
  const portalId = once('portalId')
  if (!Value.Check(HubSpotId, portalId)) throw new Unverified('card request: HubSpot names no account')
  return { portalId, userId: once('userId'), userEmail: once('userEmail') }
}

/**
 * The body as it is to be believed: what it says of the user is replaced by what HubSpot signed, and what it says of the
 * contact by what HubSpot has. A body of another shape stays as it is, for its reader to refuse.
 */
export async function believeFetchCall(
  { portalId, userId, userEmail }: FetchCall,
  body: Uint8Array,
  readContact: ContactReader,
): Promise<Uint8Array> {
  let said: unknown
  try {
    said = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    return body
  }
  if (typeof said !== 'object' || said === null || Array.isArray(said)) return body
  const { userId: _id, userEmail: _email, contact, ...rest } = said as Record<string, unknown>
  if (typeof rest.portalId === 'string' && rest.portalId !== portalId) {
    throw new Invalid(
      'unknown_portal',
      'The card speaks of another HubSpot account than HubSpot does. Reload the page.',
      {
        status: 404,
      },
    )
  }
  const believed = {
    ...rest,
    ...(userId === null ? {} : { userId }),
    ...(userEmail === null ? {} : { userEmail }),
    ...(Value.Check(Contact, contact)
      ? { contact: { ...contact, properties: await readContact(portalId, contact) } }
      : contact === undefined
        ? {}
        : { contact }),
  }
  return Buffer.from(JSON.stringify(believed))
}
