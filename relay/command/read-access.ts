import { Invalid } from '../errors.ts'

/** How a command reaches the relay that runs under the same configuration. */
export interface Access {
  /** Origin, without a slash at the end. */
  url: string
  secret: string
  /** Of the variable it stands in. */
  secretName: string
}

/** The same, about one account. */
export interface AccountAccess extends Access {
  portalId: string
}

/**
 * Reads what the relay reads, and no more of it than it takes to speak to it: whoever runs the relay, if they have a secret of
 * their own, else the app function. Throws `Invalid`.
 */
export function readAccess(env: Record<string, string | undefined>): Access {
  return toReach(env, undefined)
}

/**
 * The same for a command about one account: `account`, where that is not the private one; only the operator's own secret
 * opens others.
 */
export function readAccountAccess(env: Record<string, string | undefined>, account: string | undefined): AccountAccess {
  const portalId = account ?? env.HUBSPOT_PORTAL_ID?.trim() ?? ''
  if (env.HOMING_OPERATOR_SECRET?.trim() && !portalId) {
    throw new Invalid('no_account', 'Say which account: add --account and its id.')
  }
  if (account !== undefined && !isAccount(account)) {
    throw new Invalid('no_account', 'After --account stands the id of a HubSpot account, which is digits.')
  }
  return { ...toReach(env, portalId, account), portalId }
}

/** A relay without a private account has the first alone, as it says itself when it starts. */
const nothingSet =
  'A command asks the relay that runs here. Set HOMING_OPERATOR_SECRET as the relay has it, or, where it has none, HUBSPOT_PORTAL_ID and HOMING_FUNCTION_SECRET.'

const isAccount = (text: string): boolean => /^[1-9][0-9]{0,17}$/.test(text)

function toReach(env: Record<string, string | undefined>, portalId: string | undefined, account?: string): Access {
  const ofOperator = env.HOMING_OPERATOR_SECRET?.trim() ?? ''
  const secret = ofOperator || (env.HOMING_FUNCTION_SECRET?.trim() ?? '')
  const secretName = ofOperator || (account && !secret) ? 'HOMING_OPERATOR_SECRET' : 'HOMING_FUNCTION_SECRET'
  const port = env.PORT?.trim() || '8080'
  if (!secret && !env.HUBSPOT_PORTAL_ID?.trim()) throw new Invalid('not_configured', nothingSet)
  const wrong = [
    portalId !== undefined && !isAccount(portalId) && 'HUBSPOT_PORTAL_ID',
    secret.length < 16 && secretName,
    !/^[0-9]{1,5}$/.test(port) && 'PORT',
  ].filter((name) => name !== false)
  if (wrong.length > 0) {
    throw new Invalid(
      'not_configured',
      `Set ${wrong.join(' and ')} as the relay has it: a command asks the relay that runs here.`,
    )
  }
  return { url: `http://${hostOf(env.HOST?.trim() ?? '')}:${port}`, secret, secretName }
}

/** A relay that listens everywhere is asked on this machine. */
function hostOf(host: string): string {
  if (host === '' || host === '0.0.0.0') return '127.0.0.1'
  if (host === '::') return '[::1]'
  return host.includes(':') ? `[${host}]` : host
}
