import { createRequire } from 'node:module'
import { join } from 'node:path'
import { buildProject } from '../../project/build.ts'
import { account } from '../stage/relay-settings.ts'
import type { AppFunction } from './callers.ts'

/** Builds the app function into a folder and loads it as HubSpot does: CommonJS, its secrets in the environment. */
export async function loadAppFunction(folder: string, relayUrl: string): Promise<AppFunction> {
  await buildProject(folder)
  process.env.HOMING_FUNCTION_SECRET = account.functionSecret
  process.env.HOMING_PORTAL_ID = account.portalId
  process.env.HOMING_RELAY_URL = relayUrl
  const built = createRequire(import.meta.url)(join(folder, 'src/app/functions/relay.js')) as { main: AppFunction }
  // It writes a line for each refusal, as HubSpot's log wants it; here there are thousands, and they are expected.
  console.error = () => undefined
  return built.main
}
