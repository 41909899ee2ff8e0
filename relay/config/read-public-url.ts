import { isIPv4 } from 'node:net'

/**
 * The origin of `PUBLIC_URL`, without a slash at its end. HubSpot and providers call https and nothing else; plain http is
 * for a relay that is tried on one machine. Signatures cover the whole address, so there is nothing behind the origin.
 */
export function readPublicUrl(env: Record<string, string | undefined>, mistakes: string[]): string {
  const text = env.PUBLIC_URL?.trim() ?? ''
  // Whoever only looks at it has it on this machine, with its own database; a relay of a company says where it is.
  if (!text && !env.DATABASE_URL?.trim()) return `http://127.0.0.1:${env.PORT?.trim() || '8080'}`
  if (!text) {
    mistakes.push('PUBLIC_URL is missing: the https origin under which HubSpot and providers reach this relay.')
    return ''
  }
  const url = URL.parse(text)
  const such = 'such as https://relay.company.example'
  if (!url?.host || !/^https?:$/.test(url.protocol)) {
    mistakes.push(`PUBLIC_URL must be an https origin, ${such}.`)
  } else if (url.href !== `${url.origin}/`) {
    mistakes.push(`PUBLIC_URL must be an origin alone, ${such}, with nothing behind it, but is "${url.origin}/…".`)
  } else if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    mistakes.push(
      'PUBLIC_URL must begin with https://: HubSpot calls nothing else. http is for 127.0.0.1 and localhost.',
    )
  }
  // As whoever calls it spells it: in lower case, without a port that says nothing.
  return url?.origin ?? ''
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || (isIPv4(host) && host.startsWith('127.'))
}
