import { Invalid, Unverified } from '../errors.ts'

/** What is refused in here is this account's request, and this user's where HubSpot named one: the signature holds. */
export async function attributed<Answer>(
  { portalId, userId = null }: { portalId: string; userId?: string | null },
  work: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Unverified || error instanceof Invalid) Object.assign(error, { portalId, userId })
    throw error
  }
}
