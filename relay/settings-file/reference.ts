import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'

/** Where a secret is, instead of the secret. Whoever reads the file looks there, in their own environment. */
export const Reference = Type.Union([
  Type.Object(
    {
      fromEnv: Type.String({
        pattern: '^[A-Za-z_][A-Za-z0-9_]{0,127}$',
        description: 'The name of a variable of the environment.',
      }),
    },
    { additionalProperties: false },
  ),
  Type.Object(
    {
      fromFile: Type.String({
        minLength: 1,
        maxLength: 1_000,
        description: 'A file, seen from the folder of this one; a line break at its end does not count.',
      }),
    },
    { additionalProperties: false },
  ),
])
export type Reference = Static<typeof Reference>

/** Somebody meant a reference, whether or not it is one. */
export function isMeantAsReference(value: unknown): value is object {
  return typeof value === 'object' && value !== null && ('fromEnv' in value || 'fromFile' in value)
}

export function isReference(value: unknown): value is Reference {
  return Value.Check(Reference, value)
}
