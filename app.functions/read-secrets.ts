import { pastedWith } from '../contract/pasted-with.ts'
import { FunctionProblem } from './function-problem.ts'

/** Set once per HubSpot account with `hs secret add`; HubSpot hands them over as environment variables. */
export interface FunctionSecrets {
  /** Shared with the relay, which knows it by the same name. */
  functionSecret: string
  /** The account this app is installed in. The browser cannot be asked: it could name another. */
  portalId: string
  /** Origin of the relay, without a slash at the end. */
  relayUrl: string
}

/** Throws `FunctionProblem` `function_not_configured` naming every secret that is missing or malformed. */
export function readSecrets(env: NodeJS.ProcessEnv): FunctionSecrets {
  const functionSecret = env['HOMING_FUNCTION_SECRET']?.trim() ?? ''
  const portalId = env['HOMING_PORTAL_ID']?.trim() ?? ''
  const relayUrl = env['HOMING_RELAY_URL']?.trim().replace(/(?<!\/)\/+$/, '') ?? ''
  const wrong = [
    (functionSecret === '' || pastedWith(functionSecret) !== null) && 'HOMING_FUNCTION_SECRET',
    !/^[1-9][0-9]{0,17}$/.test(portalId) && 'HOMING_PORTAL_ID',
    !/^https?:\/\/[^/?#\s]+$/.test(relayUrl) && 'HOMING_RELAY_URL',
  ].filter((name) => name !== false)
  if (wrong.length > 0) {
    throw new FunctionProblem(
      'function_not_configured',
      500,
      `Homing is not set up in this HubSpot account yet: an administrator has to set ${wrong.join(', ')} with "hs secret add" (or "hs secret update").`,
    )
  }
  return { functionSecret, portalId, relayUrl }
}
