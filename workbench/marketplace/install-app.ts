/**
 * What an admin does to install the app, without a page to look at: opens the relay's install link, agrees at HubSpot, and is
 * sent back. Nothing listens at the relay's public address on this machine, so `reach` says where to knock instead.
 * Throws with what the last page says where that is not that the account is connected.
 */
export async function installApp({
  publicUrl,
  portalId,
  reach,
}: {
  publicUrl: string
  portalId: number
  reach: (url: string) => string
}): Promise<void> {
  const cookies: string[] = []
  async function open(url: string, init: RequestInit = {}): Promise<Response> {
    const headers = url.startsWith(publicUrl) && cookies.length > 0 ? { cookie: cookies.join('; ') } : {}
    const response = await fetch(reach(url), { ...init, headers, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) cookies.push(line.split(';')[0] ?? '')
    return response
  }
  async function sentOn(response: Response): Promise<string> {
    const location = response.headers.get('location')
    if (!location) throw new Error(`The app could not be installed: ${wordsOf(await response.text())}`)
    return location
  }

  const authorize = await sentOn(await open(`${publicUrl}/oauth/install?workflows=1`))
  const agreed = new URLSearchParams({ portalId: String(portalId), answer: 'agree' })
  const back = await sentOn(await open(authorize, { method: 'POST', body: agreed }))
  const end = await open(back)
  if (end.status !== 200) throw new Error(`The app could not be installed: ${wordsOf(await end.text())}`)
}

/** A page without its tags. */
function wordsOf(html: string): string {
  return html
    .replaceAll(/<style>.*?<\/style>|<[^>]+>/gs, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
}
