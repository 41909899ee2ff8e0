import type { Hand } from '../hand.ts'

/** Whoever runs the relay asks whether the account is connected, until it is. */
export function testConnection(hand: Hand): Promise<unknown> {
  const request = { portalId: String(hand.account.portalId) }
  return hand.insists('the test of a connection', async () => {
    const said = await hand.world.ask.admin('connection/test', request)
    const ok = said.status === 200 && (JSON.parse(said.text) as { ok: boolean }).ok
    return ok ? said : { status: 503, text: said.text }
  })
}
