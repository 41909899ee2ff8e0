import { randomUUID } from 'node:crypto'
import { askAs } from './ask-as.ts'
import type { House } from './open-house.ts'
import { openRecord } from '../../../workbench/open-record.ts'
import { inhabitants, type Inhabitant } from './portals.ts'

/**
 * A life in which everything happens once: messages out and in, a stranger, a STOP, one that waits and one in doubt, contacts
 * that are merged, deleted and erased. What is to happen later is put off until after the run.
 */
export async function live(house: House, one: Inhabitant): Promise<void> {
  const { portalId, edition, lines, phones, stranger } = one
  const network = house.phones.get(portalId)
  const [main, waiting] = lines
  if (!network || !main || !waiting) throw new Error(`${portalId} has too little to live on`)
  // Ids of one account's contacts are nobody's in another.
  for (let before = 0; before < inhabitants.indexOf(one) * 20; before += 1)
    house.hubspot.seedContact(Number(portalId), {})
  one.contactIds = phones.map((mobilephone) => house.hubspot.seedContact(Number(portalId), { mobilephone }))
  await house.database.query(
    `update line set state = 'paused', paused_by = 'person', state_reason = $3, state_at = now()
     where portal_id = $1 and id = $2`,
    [portalId, waiting.id, `canary-${portalId}-waits`],
  )
  for (const [person, lineId] of [
    [0, 'main'],
    [1, 'main'],
    [2, 'main'],
    [3, 'main'],
    [4, 'main'],
    [5, 'main'],
    [0, waiting.id],
    [1, waiting.id],
  ] as const) {
    const body = {
      portalId,
      contact: openRecord({ id: one.contactIds[person] ?? '', properties: { mobilephone: phones[person] ?? null } }),
      idempotencyKey: `canary-${portalId}-${randomUUID()}`,
      lineId,
      body: `canary-${portalId}-said-${randomUUID()}`,
    }
    const wish = { method: 'POST', target: '/card/messages', body: Buffer.from(JSON.stringify(body)) }
    const answer = await askAs(house.url, one, edition === 'app' ? 'fetch' : 'function', wish)
    if (answer.status !== 200) throw new Error(`${portalId} cannot send: ${answer.text}`)
  }
  await house.quiet([portalId])
  await house.database.query(
    `with doubted as (
       update delivery set state = 'unknown', due_at = now() + interval '1 day', since = now(), attention_since = now()
       where portal_id = $1 and line_id = $2 and message_id = (select max(message_id::text)::uuid from delivery
         where portal_id = $1 and line_id = $2) returning message_id), asked as (
       insert into task (portal_id, kind, key, data, due_at)
       select $1::bigint, 'reconcile-delivery', message_id::text, '{}', instant() + interval '1 day' from doubted)
     update message set status = 'unknown' where portal_id = $1 and id = (select message_id from doubted)`,
    [portalId, waiting.id],
  )
  const write = (from: string, body: string) => network.write({ from, to: main.address, body, channel: 'sms' })
  for (const phone of phones) write(phone, `canary-${portalId}-answered-${randomUUID()}`)
  write(stranger, `canary-${portalId}-who-is-this-${randomUUID()}`)
  write(phones[2] ?? '', 'STOP')
  await house.quiet([portalId])
  await hearOf(house, one)
  await house.quiet([portalId])
}

/** HubSpot tells that contacts were merged, deleted and forgotten. */
async function hearOf(house: House, one: Inhabitant): Promise<void> {
  const { portalId, contactIds } = one
  const [, , into, merged, deleted, forgotten] = contactIds.map(Number)
  const happened = [
    { subscriptionType: 'contact.merge', objectId: merged, newObjectId: into, mergedObjectIds: [merged] },
    { subscriptionType: 'contact.deletion', objectId: deleted },
    { subscriptionType: 'contact.privacyDeletion', objectId: forgotten },
  ].map((event, index) => ({ ...event, portalId: Number(portalId), eventId: index, occurredAt: Date.now() }))
  const body = Buffer.from(JSON.stringify(happened))
  const answer = await askAs(house.url, one, 'hubspot', { method: 'POST', target: '/webhooks/hubspot', body })
  if (!answer.text.includes('"stored":3')) throw new Error(`${portalId} is not heard of: ${answer.text}`)
}
