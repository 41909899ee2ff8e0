import { Permanent, Temporary } from '../errors.ts'

/** What fails in the same way however often it is asked. */
const noHost = new Set(['ENOTFOUND', 'ERR_INVALID_URL', 'EINVAL'])
const noTrust = /^(CERT_|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT|UNABLE_TO_|ERR_TLS_|EPROTO|ERR_SSL_)/

/** What a failed connection to the host of a file means; refusals of ours pass as they are. */
export function fetchTrouble(cause: unknown, host: string): Permanent | Temporary {
  if (cause instanceof Permanent || cause instanceof Temporary) return cause
  const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : ''
  if (noHost.has(code)) {
    return new Permanent('attachment_missing', `The file cannot be fetched: there is no host ${host}.`, { cause })
  }
  if (noTrust.test(code)) {
    return new Permanent('attachment_refused', `The file is not fetched: ${host} cannot prove that it is ${host}.`, {
      cause,
    })
  }
  return new Temporary('attachment_unreachable', `The file cannot be fetched now: ${host} does not answer.`, { cause })
}

/** What a status other than 200 means for a file. */
export function refusedStatus(status: number, host: string): Permanent | Temporary {
  if (status >= 500 || status === 408 || status === 425 || status === 429) {
    const words = status >= 500 ? 'has a fault of its own' : 'asks to come later'
    return new Temporary('attachment_unreachable', `The file cannot be fetched now: ${host} ${words} (${status}).`)
  }
  const words =
    status === 401 || status === 403
      ? 'does not show it without a login'
      : status === 404 || status === 410
        ? 'does not have it'
        : 'does not give it'
  const why = `${host} ${words} (${status})`
  return new Permanent('attachment_missing', `The file cannot be fetched: ${why}.`)
}
