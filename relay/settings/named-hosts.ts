/** Every host that a line's settings name, with a port where it is said and not the usual one. */
export function namedHosts(settings: unknown): string[] {
  if (typeof settings === 'string') {
    const url = /^https?:/i.test(settings) && URL.canParse(settings) ? new URL(settings) : null
    return url ? [url.host] : []
  }
  if (typeof settings !== 'object' || settings === null) return []
  const own = 'host' in settings && typeof settings.host === 'string' ? [withPort(settings.host, settings)] : []
  return [...new Set([...own, ...Object.values(settings).flatMap(namedHosts)])]
}

function withPort(host: string, beside: object): string {
  return 'port' in beside && typeof beside.port === 'number' ? `${host}:${beside.port}` : host
}
