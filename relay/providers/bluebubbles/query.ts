import { Temporary } from '../../errors.ts'
import type { Line, ProviderContext } from '../provider.ts'
import { ask } from './ask.ts'
import type { BlueBubblesSettings } from './settings.ts'

/** A condition on rows, in SQL on Messages' own columns, which is what BlueBubbles takes. */
export interface Where {
  statement: string
  args: Record<string, number>
}

/** All that a row can tell; without being asked for them the server leaves these out. */
const whole = ['chats', 'attachments', 'handle', 'attributed-body', 'message-summary-info', 'payload-data']

/** Rows of Messages' database as they come, by `dateCreated`. What each of them is worth is for the caller to say. */
export async function query(
  wanted: { where?: readonly Where[]; after?: number; sort: 'ASC' | 'DESC'; limit: number; offset?: number },
  line: Line<BlueBubblesSettings>,
  context: ProviderContext,
): Promise<unknown[]> {
  const found = await ask({ path: '/message/query', body: { with: whole, ...wanted } }, line, context)
  if (Array.isArray(found)) return found as unknown[]
  throw new Temporary('provider_failed', 'The messages of BlueBubbles cannot be read.')
}
