import { Compile } from 'typebox/compile'
import { Contact } from '../../contract/contact.ts'
import { notTheOpenRecord } from '../../contract/not-the-open-record.ts'
import { Invalid } from '../errors.ts'

const contacts = Compile(Contact)

/**
 * The contact that a card's request names, null where it names none or one of another shape, which its reader refuses. Throws
 * `Invalid` `record_unnamed` or `another_contact` where HubSpot has not read that record for it.
 */
export function insistOnOpenRecord(said: Readonly<Record<string, unknown>> | null): Contact | null {
  const contact = said?.['contact']
  if (!contacts.Check(contact)) return null
  const other = notTheOpenRecord(contact.id, contact.properties)
  if (other) throw new Invalid(other.code, other.detail, { status: other.code === 'record_unnamed' ? 400 : 409 })
  return contact
}
