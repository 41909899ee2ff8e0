import { IsArray, IsObject, IsRecord, IsString, type TSchema } from 'typebox'

/**
 * The value with digits as a text wherever the schema wants one: whoever writes YAML need not know that an id without quotation marks
 * is a number. All else is left as it is.
 */
export function digitsAsTexts(schema: TSchema | undefined, value: unknown): unknown {
  if (schema === undefined) return value
  if (typeof value === 'number') return IsString(schema) ? String(value) : value
  if (Array.isArray(value)) return IsArray(schema) ? value.map((one) => digitsAsTexts(schema.items, one)) : value
  if (typeof value !== 'object' || value === null) return value
  const within = IsObject(schema)
    ? (name: string) => (Object.hasOwn(schema.properties, name) ? schema.properties[name] : undefined)
    : IsRecord(schema)
      ? () => Object.values(schema.patternProperties)[0]
      : null
  if (!within) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, digitsAsTexts(within(name), one)]))
}
