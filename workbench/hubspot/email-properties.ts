import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { invalid } from './refusal.ts'

const Person = Type.Object({
  email: Type.String(),
  firstName: Type.Optional(Type.String()),
  lastName: Type.Optional(Type.String()),
})
const Headers = Type.Object({
  from: Type.Optional(Person),
  sender: Type.Optional(Person),
  to: Type.Optional(Type.Array(Person)),
  cc: Type.Optional(Type.Array(Person)),
  bcc: Type.Optional(Type.Array(Person)),
})

/** `Ada <ada@example.com>` and `ada@example.com` both name the same mailbox. */
const mailbox = (given: string) => /<([^<>]+)>\s*$/.exec(given)?.[1]?.trim() ?? given.trim()

/**
 * What an email's `hs_email_headers` (a JSON string) fills in: the read-only from, to, cc and bcc properties.
 * Throws a 400 when the string is not the documented JSON.
 */
export function emailProperties(headers: string | undefined): Record<string, string> {
  if (headers === undefined || headers === '') return {}
  let parsed: unknown
  try {
    parsed = JSON.parse(headers)
  } catch {
    throw invalid('hs_email_headers is not JSON', [{ message: 'hs_email_headers is not JSON', code: 'INVALID_JSON' }])
  }
  if (!Value.Check(Headers, parsed)) {
    throw invalid('hs_email_headers does not have the documented shape', [
      { message: 'hs_email_headers does not have the documented shape', code: 'INVALID_JSON' },
    ])
  }
  const filled: Record<string, string> = {}
  if (parsed.from !== undefined) {
    filled['hs_email_from_email'] = mailbox(parsed.from.email)
    filled['hs_email_from_firstname'] = parsed.from.firstName ?? ''
    filled['hs_email_from_lastname'] = parsed.from.lastName ?? ''
  }
  for (const kind of ['to', 'cc', 'bcc'] as const) {
    const people = parsed[kind]
    if (people === undefined) continue
    filled[`hs_email_${kind}_email`] = people.map((person) => mailbox(person.email)).join(';')
    filled[`hs_email_${kind}_firstname`] = people.map((person) => person.firstName ?? '').join(';')
    filled[`hs_email_${kind}_lastname`] = people.map((person) => person.lastName ?? '').join(';')
  }
  return filled
}
