import type { Said } from './ask-relay.ts'
import type { World } from './world.ts'

/** An admin opens the install link, agrees, and comes back to the relay. Answers with the page at the end. */
export async function install(
  { hubspot, standIn, ask, url }: Pick<World, 'hubspot' | 'standIn' | 'ask' | 'url'>,
  portalId: number,
  withheld?: string,
): Promise<Said> {
  const begun = await ask.page(`${url}/oauth/install`, '')
  const cookie = begun.headers?.getSetCookie()[0]?.split(';')[0] ?? ''
  const authorize = begun.headers?.get('location')
  if (!authorize) return { status: 0, text: begun.text }
  const form = { portalId: String(portalId), answer: 'agree', ...(withheld ? { withhold: withheld } : {}) }
  const agreed = await fetch(authorize, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' })
  const back = agreed.headers.get('location') ?? ''
  standIn.owns(portalId, new URL(back, hubspot.url).searchParams.get('code') ?? '')
  const { status, text } = await ask.page(back, cookie)
  return { status, text }
}
