import type { Belongings } from './attempts.ts'
import type { House } from './open-house.ts'
import type { Inhabitant } from './portals.ts'

/** What could be named of somebody's, a few of each kind. */
export async function belongings({ database }: House, one: Inhabitant): Promise<Belongings> {
  const { portalId } = one
  async function column(text: string): Promise<string[]> {
    const rows = await database.query<{ value: string | null }>(text, [portalId])
    return rows.flatMap(({ value }) => (value === null ? [] : [value]))
  }
  return {
    portalId: [portalId],
    workspace: [`workspace-of-${portalId}`],
    contactId: one.contactIds.slice(0, 1),
    phone: one.phones.slice(0, 1),
    lineId: one.lines.slice(-1).map(({ id }) => id),
    lineAddress: one.lines.slice(0, 1).map(({ address }) => address),
    messageId: await column(
      'select distinct on (direction, status) id::text as value from message where portal_id = $1 order by direction, status',
    ),
    providerId: await column(
      `select distinct on (direction) provider_id as value from message
       where portal_id = $1 and provider_id is not null and provider_id not like 'canary%' order by direction`,
    ),
    idempotencyKey: await column(
      'select idempotency_key as value from message where portal_id = $1 and idempotency_key is not null limit 1',
    ),
    conversationId: await column('select id::text as value from conversation where portal_id = $1 limit 1'),
    token: await column('select token as value from conversation where portal_id = $1 limit 1'),
    inboxId: await column('select id::text as value from inbox where portal_id = $1 limit 1'),
  }
}
