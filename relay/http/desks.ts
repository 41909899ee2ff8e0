import type { Door, OperatorDoor, Route } from './route.ts'

/** Whoever runs the relay, or an admin of the account whom HubSpot vouches for. */
export type By = 'operator' | `user:${string}`

/** Where something of an account is looked after, who is let in there, and as whom they act. */
export interface Desk<Caller extends { portalId: string | null }> {
  /** Before the address of each route: none for an account's admins. */
  prefix: '/admin' | ''
  doors: Record<'look' | 'change', Door<Caller>>
  by: (caller: Caller) => By
}

export interface DeskDoors {
  operatorDoor: OperatorDoor
  adminDoor: Record<'look' | 'change', Door<{ portalId: string; userId: string }>>
}

/** The same routes for whoever runs the relay, for all accounts, and for an account's admins, for their own. */
export function atBothDesks(
  { operatorDoor, adminDoor }: DeskDoors,
  routesAt: <Caller extends { portalId: string | null }>(desk: Desk<Caller>) => Route[],
): Route[] {
  return [
    ...routesAt({ prefix: '/admin', doors: { look: operatorDoor, change: operatorDoor }, by: () => 'operator' }),
    ...routesAt({ prefix: '', doors: adminDoor, by: ({ userId }) => `user:${userId}` }),
  ]
}
