import { Temporary } from '../../errors.ts'
import { membersOf } from '../members.ts'
import type { Line, ProviderContext } from '../provider.ts'
import { ask } from './ask.ts'
import type { SendblueSettings } from './settings.ts'

/** A page of Sendblue's messages as they stand in it: each is for the caller to read. Throws `Temporary` for what is no such page. */
export async function history(
  query: Record<string, string>,
  line: Line<SendblueSettings>,
  context: ProviderContext,
): Promise<{ items: unknown[]; more: boolean }> {
  const answer = await ask('/api/v2/messages', query, line, context)
  const data = typeof answer === 'object' && answer !== null && 'data' in answer ? answer.data : undefined
  if (!Array.isArray(data)) throw new Temporary('provider_failed', 'The messages of Sendblue cannot be read.')
  const more = membersOf(answer).within('pagination').flag('hasMore') ?? false
  return { items: data as unknown[], more }
}
