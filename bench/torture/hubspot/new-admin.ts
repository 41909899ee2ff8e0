import type { Hand } from './hand.ts'

let users = 100

/** The number of a user whom nobody has seen yet. */
export function newUser(): number {
  users += 1
  return users
}

/** A super admin of the account whom nobody has seen yet, by the user's id. */
export function newAdmin({ account, world }: Hand): number {
  const id = newUser()
  const portal = world.hubspot.portal(account.portalId)
  const person = { email: `user-${id}@company.example`, firstName: 'Ann', lastName: 'Admin' }
  portal.users = [...portal.users, { id, ...person, superAdmin: true }]
  return id
}
