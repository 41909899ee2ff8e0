import type { AuditLink } from '../audit-chain.ts'
import { isUuid } from '../../id.ts'
import type { PortalDb } from '../../database.ts'
import { listed } from '../../listed.ts'

/**
 * Messages that are not what an entry of their own, `send.accepted`, says of them: relays wrote one for each before there were
 * seals. It knows by which line and channel they went, from where, and for which other; contacts may have been merged since.
 */
export async function findAlteredSends(
  portal: PortalDb,
  entries: readonly AuditLink[],
): Promise<{ messageId: string; sequence: number }[]> {
  const told = entries.flatMap(({ action, sequence, detail }) => {
    if (action !== 'send.accepted') return []
    const said = JSON.parse(detail) as Partial<
      Record<'messageId' | 'source' | 'channel' | 'lineId' | 'fallbackOf', string>
    >
    return isUuid(said.messageId) ? [{ ...said, sequence }] : []
  })
  if (told.length === 0) return []
  const rows = await portal.query<{ id: string; sequence: string }>(
    `select m.id, x.sequence
     from ${listed('$2', `"messageId" uuid, source text, channel text, "lineId" text, "fallbackOf" text, sequence bigint`)} as x
     join message m on m.portal_id = $1 and m.id = x."messageId"
     where (m.source, m.channel, m.line_id, m.fallback_of::text)
           is distinct from (x.source, x.channel, x."lineId", x."fallbackOf")`,
    [portal.portalId, JSON.stringify(told)],
  )
  return rows.map(({ id, sequence }) => ({ messageId: id, sequence: Number(sequence) }))
}
