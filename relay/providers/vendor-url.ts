import { Permanent } from '../errors.ts'

/** An address below a vendor's base URL, as a person entered it. Throws `Permanent` for a base that is none. */
export function vendorUrl(base: string, path: string, query: Readonly<Record<string, string>> = {}): URL {
  const address = `${base.replace(/(?<!\/)\/+$/, '')}${path}`
  if (!URL.canParse(address)) {
    throw new Permanent('provider_url_wrong', `“${base}” is no address. Enter the one the provider gives, or none.`, {
      blame: 'line',
    })
  }
  const url = new URL(address)
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  return url
}
