import { Compile } from 'typebox/compile'
import { Invalid } from '../errors.ts'
import { parseBody } from '../hubspot/parse-body.ts'
import { schemaMistakes } from '../schema-mistakes.ts'
import type { RawRequest, Route } from './route.ts'
import { tooManyMembers } from './too-many-members.ts'
import { withoutEmpty } from './without-empty.ts'

/** Reads JSON that has been verified and checks it against the route's schema. Throws `Invalid`. */
export function jsonReader(schema: NonNullable<Route['body']>): (request: RawRequest) => unknown {
  const check = Compile(schema)
  return (request) => {
    if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
      throw new Invalid('wrong_content_type', 'Send the body as application/json.', { status: 415 })
    }
    let value: unknown
    try {
      value = parseBody(request.body)
    } catch {
      throw new Invalid('malformed_json', 'The body is not JSON in UTF-8, or is nested too deeply.', { status: 400 })
    }
    if (check.Check(value)) return value
    if (tooManyMembers(schema, value)) {
      throw new Invalid('invalid_request', 'The request does not fit: it holds far more than belongs into it.', {
        status: 400,
      })
    }
    const given = withoutEmpty(schema, value)
    if (check.Check(given)) return given
    const mistakes = schemaMistakes(schema, given)
    const told = mistakes.slice(0, 10).map(({ path, words }) => `${path || 'the body'} ${words}`)
    const what = told.length > 0 ? told.join('; ') : 'the body has the wrong shape'
    throw new Invalid('invalid_request', `The request does not fit: ${what}.`, { status: 400, more: { mistakes } })
  }
}
