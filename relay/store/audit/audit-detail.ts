import { cutText } from '../../../contract/cut-text.ts'

/** Ids, codes and settings: nothing that is itself worth stealing, nothing that anybody wrote to anybody. */
export type AuditDetail = Readonly<Record<string, string | number | boolean | null>>

/** Names that would hold what must not be in an audit log. */
const forbidden = /^(body|text|subject|message|content|headers?)$|(secret|token|password|passphrase|apikey)s?$/i

/**
 * The detail in canonical JSON (RFC 8785: members sorted, no spaces). Throws for what does not belong into an audit log,
 * which is a bug of whoever wrote it: a name that promises a secret or a body, anything long or in lines, any nesting.
 */
export function writeAuditDetail(detail: AuditDetail): string {
  const names = Object.keys(detail).sort()
  if (names.length > 20) throw new Error('An audit entry has at most 20 details.')
  for (const name of names) {
    const value = detail[name]
    if (!/^[a-z][A-Za-z0-9]{0,39}$/.test(name) || forbidden.test(name)) {
      throw new Error(`An audit entry must not have a detail called ${JSON.stringify(cutText(name, 40))}.`)
    }
    const short = typeof value === 'string' && value.length <= 200 && !/\p{Cc}|\p{Cs}/u.test(value)
    if (!short && typeof value !== 'boolean' && value !== null && !Number.isFinite(value)) {
      throw new Error(`The detail ${name} of an audit entry must be a number, a word or a short line.`)
    }
  }
  return JSON.stringify(Object.fromEntries(names.map((name) => [name, detail[name]])))
}
