import type { Db } from '../../../relay/store/database.ts'

/** The accounts that are played with, by rows alone: there is no HubSpot and no relay. */
export const accounts = ['4242', '4343'] as const

/** Milliseconds after which a call is cut off by whoever makes it, if that runs. */
export const callTimeout = 400

/** The lines of each account: what their provider can do differs. Milliseconds. */
export const lineKinds = {
  asked: { inFlight: 3, gap: 0, idempotent: false, canFind: true },
  spaced: { inFlight: 2, gap: 5, idempotent: false, canFind: true },
  repeated: { inFlight: 3, gap: 0, idempotent: true, canFind: true },
  blind: { inFlight: 2, gap: 0, idempotent: false, canFind: false },
} as const
export type LineKind = keyof typeof lineKinds

export const lineKindNames = Object.keys(lineKinds) as LineKind[]

/** By the id of a line alone anybody knows whose it is. */
export const lineIdOf = (portalId: string, kind: LineKind) => `${portalId}-${kind}`

/** So few people that their messages meet in one conversation. */
export const people = 20

/** Of person number so and so; the same in every account. */
export const addressOf = (person: number) => `+1555010${String(person).padStart(4, '0')}`

/** Calls at once, by line. */
export const lineLimits: ReadonlyMap<string, number> = new Map(
  accounts.flatMap((portalId) => lineKindNames.map((kind) => [lineIdOf(portalId, kind), lineKinds[kind].inFlight])),
)

/** The lines of all accounts, for a database that has none yet; a claim on them lasts for so many milliseconds. */
export async function seedLines(db: Db, lease = 1_500): Promise<void> {
  const rows = accounts.flatMap((portalId) =>
    lineKindNames.map((kind) => ({ portal_id: portalId, id: lineIdOf(portalId, kind), ...lineKinds[kind] })),
  )
  await db.query(
    `insert into line (portal_id, id, provider, channel, address, in_flight, gap, lease)
     select portal_id, id, 'company', 'sms', id, "inFlight", gap, $2
     from jsonb_to_recordset($1::jsonb) as x(portal_id bigint, id text, "inFlight" int, gap int)`,
    [JSON.stringify(rows), lease],
  )
}
