import { domainToASCII } from 'node:url'

/** An email address in lower case, its domain in punycode where it has other letters (RFC 5891); as it is where that is no domain. */
export function asciiEmail(address: string): string {
  const at = address.lastIndexOf('@')
  const domain = address.slice(at + 1)
  // Most have none, and the look-up costs.
  const ascii = /^[\x20-\x7e]*$/.test(domain) ? domain : domainToASCII(domain)
  return `${address.slice(0, at)}@${ascii || domain}`.toLowerCase()
}
