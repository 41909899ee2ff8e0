import { parseBody } from './parse-body.ts'

/** The members of a body that is a JSON object in UTF-8; null for any other, which is its reader's to refuse. */
export function bodyMembers(body: Uint8Array): Record<string, unknown> | null {
  let said: unknown
  try {
    said = parseBody(body)
  } catch {
    return null
  }
  return typeof said === 'object' && said !== null && !Array.isArray(said) ? (said as Record<string, unknown>) : null
}
