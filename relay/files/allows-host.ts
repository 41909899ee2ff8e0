/**
 * Did the admin allow the place that this URL leads to? An entry is a host, for the usual port of http or https, or a
 * host with one port. Every spelling of a host counts as the same.
 */
export function allowsHost(url: URL, allowedHosts: readonly string[]): boolean {
  const usual = url.protocol === 'https:' ? '443' : '80'
  return allowedHosts.some((entry) => {
    const allowed = parsed(entry)
    return allowed !== null && allowed.host === hostOf(url) && (allowed.port ?? usual) === (url.port || usual)
  })
}

/** A trailing dot names the same host, and would make a second name of it. */
function hostOf(url: URL): string {
  return url.hostname.replace(/\.$/, '')
}

function parsed(entry: string): { host: string; port: string | undefined } | null {
  // A URL forgets the usual port of its scheme, so one that names it is recognised with the other scheme.
  const [http, https] = [URL.parse(`http://${entry}`), URL.parse(`https://${entry}`)]
  if (!http || !https) return null
  return { host: hostOf(http), port: http.port || https.port || undefined }
}
