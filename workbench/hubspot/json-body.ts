import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Static, TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { invalid } from './refusal.ts'

const lengths = new WeakMap<object, number>()

/** Takes JSON and nothing else; what cannot be parsed is a 400 in HubSpot's envelope. */
export function acceptJson(server: FastifyInstance): void {
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text, done) => {
    lengths.set(request.raw, text.length)
    try {
      done(null, text === '' ? undefined : JSON.parse(String(text)))
    } catch {
      done(invalid('Invalid input JSON: the body could not be parsed'))
    }
  })
}

/** Takes a form, too: what OAuth speaks. */
export function acceptForm(server: FastifyInstance): void {
  server.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, text, done) =>
    done(null, new URLSearchParams(String(text))),
  )
}

/** Characters of the body as it was sent. */
export function bodyLength(request: FastifyRequest): number {
  return lengths.get(request.raw) ?? 0
}

/** The body, if it has the shape; a 400 that says where it has not, otherwise. */
export function readBody<Schema extends TSchema>(request: FastifyRequest, schema: Schema): Static<Schema> {
  const { body } = request
  if (Value.Check(schema, body)) return body
  const [first] = Value.Errors(schema, body)
  throw invalid(`Invalid input JSON: ${first?.instancePath ?? ''} ${first?.message ?? 'is not as expected'}`)
}
