import { providers } from '../../relay/providers/providers.ts'
import type { Provider } from '../../relay/providers/provider.ts'
import { simulatorBlind } from './simulator-blind.ts'
import { simulator } from './simulator.ts'

/** The product's providers, and beside them the workbench's phone network as two that it does not know. */
export const allProviders: ReadonlyMap<string, Provider> = new Map<string, Provider>([
  [simulator.name, simulator],
  [simulatorBlind.name, simulatorBlind],
  ...providers,
])
