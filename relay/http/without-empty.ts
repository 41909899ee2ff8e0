import { IsArray, IsObject, type TSchema } from 'typebox'
import { Value } from 'typebox/value'

/**
 * A value without what says nothing: members that may be left out, and are null or empty where that is no value of theirs. Whoever
 * fills in a form, or speaks another language than ours, writes "not given" that way.
 */
export function withoutEmpty(schema: TSchema, value: unknown): unknown {
  if (IsArray(schema) && Array.isArray(value)) return value.map((one) => withoutEmpty(schema.items, one))
  if (!IsObject(schema) || typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const required: readonly string[] = schema.required ?? []
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]: [string, unknown]) => {
      const known = Object.hasOwn(schema.properties, name) ? schema.properties[name] : undefined
      if (known === undefined) return [[name, member]]
      const isEmpty = (member === null || member === '') && !Value.Check(known, member)
      return isEmpty && !required.includes(name) ? [] : [[name, withoutEmpty(known, member)]]
    }),
  )
}
