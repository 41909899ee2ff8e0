import { Value } from 'typebox/value'
import type { Contact } from '../../contract/contact.ts'
import { HubSpotId } from '../../contract/contact.ts'
import { Invalid, Unverified } from '../errors.ts'
import { bodyMembers } from './body-members.ts'
import type { ContactReader } from './contact-reader.ts'
import { insistOnOpenRecord } from './insist-on-open-record.ts'

/** Who calls by `hubspot.fetch`, as HubSpot added it to the address and signed it. */
export interface FetchCall {
  portalId: string
  userId: string
  userEmail: string | null
  /** The app whose card it is; null where HubSpot does not name it. */
  appId: string | null
}

/** Reads what HubSpot added to the address of a request whose signature holds. Throws `Unverified`. */
export function readFetchCall(target: string): FetchCall {
  // Up to the end: whatever the card puts before a second question mark must not hide what HubSpot adds after it.
  const query = new URLSearchParams(target.replace(/^[^?]*/, ''))
  // The card chooses the address that HubSpot adds to: a name given twice may be the card's own.
  function once(name: string): string | null {
    const values = query.getAll(name)
    if (values.length > 1) throw new Unverified(`request by hubspot.fetch: ${name} is given more than once`)
    return values[0] || null
  }
  function id(name: string, whom: string): string {
    const value = once(name)
    if (!Value.Check(HubSpotId, value)) throw new Unverified(`request by hubspot.fetch: HubSpot names no ${whom}`)
    return value
  }
  const portalId = id('portalId', 'account')
  const named = { userEmail: once('userEmail'), appId: once('appId') }
  return { portalId, userId: id('userId', 'user'), ...named }
}

/**
 * The body as it is to be believed: what it says of the user is replaced by what HubSpot signed, and what it says of the
 * contact by what HubSpot has. A body of another shape stays as it is, for its reader to refuse. Throws `Invalid` where the card
 * speaks of another record than the open one, or of one that HubSpot does not have.
 */
export async function believeFetchCall(
  { portalId, userId, userEmail }: FetchCall,
  body: Uint8Array,
  readContact: ContactReader,
): Promise<Uint8Array> {
  const said = bodyMembers(body)
  if (!said) return body
  const { userId: _id, userEmail: _email, ...rest } = said
  if (typeof rest.portalId === 'string' && rest.portalId !== portalId) {
    throw new Invalid(
      'unknown_portal',
      'The card speaks of another HubSpot account than HubSpot does. Reload the page.',
      {
        status: 404,
      },
    )
  }
  const contact = insistOnOpenRecord(said)
  const believed = {
    ...rest,
    userId,
    ...(userEmail === null ? {} : { userEmail }),
    ...(contact ? { contact: await read(portalId, contact, readContact) } : {}),
  }
  return Buffer.from(JSON.stringify(believed))
}

/** The contact as HubSpot has it: of one that was merged into another, HubSpot answers with that other. */
async function read(portalId: string, contact: Contact, readContact: ContactReader): Promise<Contact> {
  const properties = await readContact(portalId, contact)
  const id = properties['hs_object_id']
  if (Value.Check(HubSpotId, id)) return { id, properties }
  throw new Invalid('unknown_contact', 'HubSpot knows no such contact. Reload the page.', { status: 404 })
}
