import { Temporary } from '../../errors.ts'
import type { Line, ProviderContext } from '../provider.ts'
import { ask } from './ask.ts'
import type { BlueBubblesSettings } from './settings.ts'

/** Is this address on iMessage? Only the Private API can tell; without it the answer is "cannot be asked". */
export async function check(
  address: string,
  line: Line<BlueBubblesSettings>,
  context: ProviderContext,
): Promise<boolean> {
  const data = await ask({ path: '/handle/availability/imessage', query: { address } }, line, context)
  if (typeof data === 'object' && data !== null && 'available' in data && typeof data.available === 'boolean') {
    return data.available
  }
  throw new Temporary('provider_failed', 'BlueBubbles did not say whether the address is on iMessage.')
}
