/** What stands once in `/openapi.json`, by the name under which routes refer to it. */
export type Components = Readonly<Record<string, object>>

/**
 * The same document with these components. A place that a schema marks with `component` is documented by the component of that
 * name; what it says besides its description is only for whoever checks a request.
 */
export function withComponents<Document extends object>(document: Document, components: Components): Document {
  const { components: own = {} } = document as { components?: { schemas?: object } }
  const schemas = { ...own.schemas, ...components }
  return { ...(referred(document) as Document), components: { ...own, schemas } }
}

function referred(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(referred)
  if (typeof part !== 'object' || part === null) return part
  const { component, description } = part as { component?: unknown; description?: string }
  if (typeof component === 'string') {
    return { ...(description && { description }), $ref: `#/components/schemas/${component}` }
  }
  return Object.fromEntries(Object.entries(part).map(([name, one]) => [name, referred(one)]))
}
