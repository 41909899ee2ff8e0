import type { Problem } from '../../contract/problem.ts'
import { Invalid, Temporary, Unverified } from '../errors.ts'
import { passes } from '../retry.ts'

const titles: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  409: 'Conflict',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  414: 'URI Too Long',
  415: 'Unsupported Media Type',
  417: 'Expectation Failed',
  422: 'Unprocessable Content',
  428: 'Precondition Required',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  503: 'Service Unavailable',
  505: 'HTTP Version Not Supported',
}

/** The one shape of a refusal. */
export function problem(status: number, code: string, detail: string, retryable: boolean, traceId: string): Problem {
  return {
    type: `urn:homing:problem:${code}`,
    title: titles[status] ?? 'Error',
    status,
    code,
    detail,
    retryable,
    traceId,
  }
}

/** What a caller is told of whatever was thrown. */
export function problemOf(error: unknown, traceId: string): Problem {
  if (error instanceof Unverified) {
    return problem(
      401,
      'unverified',
      'The signature of this request could not be verified. Check the secret, the clock and the public URL.',
      false,
      traceId,
    )
  }
  if (error instanceof Invalid) {
    return { ...error.more, ...problem(error.status, error.code, error.message, error.retryable, traceId) }
  }
  if (error instanceof Temporary) return problem(503, error.code, error.message, true, traceId)
  const { code, statusCode } = error as { code?: string; statusCode?: number }
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return problem(413, 'body_too_large', 'The request body is larger than this address accepts.', false, traceId)
  }
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return problem(415, 'wrong_content_type', 'Send the body as application/json.', false, traceId)
  }
  if (statusCode && statusCode >= 400 && statusCode < 500) {
    return problem(statusCode, 'bad_request', 'The request could not be read.', false, traceId)
  }
  if (passes(error)) {
    return problem(
      503,
      'database_unavailable',
      'The relay cannot store anything right now. Try again shortly.',
      true,
      traceId,
    )
  }
  return problem(
    500,
    'internal_error',
    'Something went wrong in the relay. Nothing was sent; the trace id finds it in the log.',
    true,
    traceId,
  )
}
