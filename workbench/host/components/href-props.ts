import type { HrefProp } from '@hubspot/ui-extensions'

/** The attributes of a link. What leaves HubSpot opens in a new tab, as it does there. */
export function hrefProps(href: HrefProp): { href: string; target?: string; rel?: string } {
  const url = typeof href === 'string' ? href : href.url
  const external = typeof href === 'string' ? /^(https?|mailto|tel):/.test(url) : (href.external ?? true)
  // A bundle is foreign code; it may not run script in the page.
  if (/^\s*javascript:/i.test(url)) return { href: '#' }
  return external ? { href: url, target: '_blank', rel: 'noreferrer' } : { href: url }
}
