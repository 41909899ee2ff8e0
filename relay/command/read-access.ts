import { Invalid } from '../errors.ts'

/** How a command reaches the relay that runs under the same configuration. */
export interface Access {
  /** Origin, without a slash at the end. */
  url: string
  portalId: string
  secret: string
}

/** Reads what the relay reads, and no more of it than it takes to speak to it. Throws `Invalid`. */
export function readAccess(env: Record<string, string | undefined>): Access {
  const portalId = env.HUBSPOT_PORTAL_ID?.trim() ?? ''
  const secret = env.HOMING_FUNCTION_SECRET?.trim() ?? ''
  const port = env.PORT?.trim() || '8080'
  const wrong = [
    !/^[1-9][0-9]{0,17}$/.test(portalId) && 'HUBSPOT_PORTAL_ID',
    secret.length < 16 && 'HOMING_FUNCTION_SECRET',
    !/^[0-9]{1,5}$/.test(port) && 'PORT',
  ].filter((name) => name !== false)
  if (wrong.length > 0) {
    throw new Invalid(
      'not_configured',
      `Set ${wrong.join(' and ')} as the relay has it: a command asks the relay that runs here.`,
    )
  }
  return { url: `http://${hostOf(env.HOST?.trim() ?? '')}:${port}`, portalId, secret }
}

/** A relay that listens everywhere is asked on this machine. */
function hostOf(host: string): string {
  if (host === '' || host === '0.0.0.0') return '127.0.0.1'
  if (host === '::') return '[::1]'
  return host.includes(':') ? `[${host}]` : host
}
