import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { Temporary } from '../../errors.ts'
import type { Line, ProviderContext } from '../provider.ts'
import { ask } from './ask.ts'
import { isSendblueMessage, type SendblueMessage } from './message.ts'
import type { SendblueSettings } from './settings.ts'

const pages = Compile(
  Type.Object({
    data: Type.Array(Type.Unknown()),
    pagination: Type.Optional(Type.Object({ hasMore: Type.Optional(Type.Boolean()) })),
  }),
)

/** A page of Sendblue's messages. Throws `Temporary` when even one cannot be read: it may be the one. */
export async function history(
  query: Record<string, string>,
  line: Line<SendblueSettings>,
  context: ProviderContext,
): Promise<{ messages: SendblueMessage[]; more: boolean }> {
  const answer = await ask('/api/v2/messages', query, line, context)
  if (pages.Check(answer)) {
    const { data, pagination } = answer
    if (data.every(isSendblueMessage)) return { messages: data, more: pagination?.hasMore ?? false }
  }
  throw new Temporary('provider_failed', 'The messages of Sendblue cannot be read.')
}
