import { IsArray, IsObject, type TSchema } from 'typebox'

/** The value with its members in the order in which the schema names them: the database keeps none. What it does not name comes last. */
export function inOrder(schema: TSchema | undefined, value: unknown): unknown {
  if (Array.isArray(value)) return schema && IsArray(schema) ? value.map((one) => inOrder(schema.items, one)) : value
  if (typeof value !== 'object' || value === null || !schema || !IsObject(schema)) return value
  const names = Object.keys(schema.properties).filter((name) => Object.hasOwn(value, name))
  const others = Object.keys(value).filter((name) => !names.includes(name))
  const members = value as Record<string, unknown>
  return Object.fromEntries(
    [...names, ...others].map((name) => [name, inOrder(schema.properties[name], members[name])]),
  )
}
