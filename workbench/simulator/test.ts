import type { Line, ProviderContext } from '../../relay/providers/provider.ts'
import { messages } from './messages.ts'
import type { SimulatorSettings } from './settings.ts'

/** Is the key right? */
export async function test(line: Line<SimulatorSettings>, context: ProviderContext): Promise<void> {
  await messages({ line: line.address, limit: '1' }, line, context)
}
