import type { Value } from 'typebox/value'

/** What is wrong with one member, such as `0.channel`, in words that follow its name; the path of the whole is empty. */
export interface SchemaMistake {
  path: string
  words: string
}

export type SchemaError = ReturnType<typeof Value.Errors>[number]

/**
 * What errors say, with those of a choice as one: a value that is none of several is told of once, with what it may be, and of
 * several forms the one is told of that was nearest.
 */
export function choiceMistakes(
  errors: readonly SchemaError[],
  inWords: (error: SchemaError) => SchemaMistake[],
): SchemaMistake[] {
  const choices = errors.filter((error) => error.keyword === 'anyOf')
  const outermost = choices.filter(({ schemaPath }) => !choices.some((one) => isWithin(schemaPath, one.schemaPath)))
  const told = new Set<string>()
  return errors.flatMap((error) => {
    const choice = outermost.find((one) => isOf(error, one))
    if (!choice) return inWords(error)
    const key = `${choice.instancePath} ${choice.schemaPath}`
    if (told.has(key)) return []
    told.add(key)
    return judgeChoice(
      choice,
      errors.filter((one) => one !== choice && isOf(one, choice)),
      inWords,
    )
  })
}

function judgeChoice(
  choice: SchemaError,
  errors: readonly SchemaError[],
  inWords: (error: SchemaError) => SchemaMistake[],
): SchemaMistake[] {
  const branches = new Map<string, SchemaError[]>()
  for (const error of errors) {
    const [branch = ''] = error.schemaPath.slice(`${choice.schemaPath}/anyOf/`.length).split('/')
    branches.set(branch, [...(branches.get(branch) ?? []), error])
  }
  const all = [...branches.values()]
  // A branch whose errors all lie deeper is what was meant.
  const meant = all
    .filter((branch) => branch.every((error) => isDeeper(error, choice)))
    .toSorted((one, other) => one.length - other.length)[0]
  if (meant) return choiceMistakes(meant, inWords)
  const words = all.flatMap((branch) => branch.slice(0, 1)).flatMap(inWords)
  const may = words.flatMap((one) => /^must be (.+)$/.exec(one.words)?.[1] ?? [])
  const path = words[0]?.path ?? ''
  if (may.length < all.length || may.length === 0) return inWords(choice)
  return [{ path, words: `must be ${may.length > 1 ? 'one of ' : ''}${may.join(', ')}` }]
}

const isWithin = (path: string, place: string): boolean => path !== place && path.startsWith(`${place}/`)

const isOf = (error: SchemaError, choice: SchemaError): boolean =>
  (error === choice || error.schemaPath.startsWith(`${choice.schemaPath}/anyOf/`)) &&
  (error.instancePath === choice.instancePath || isWithin(error.instancePath, choice.instancePath))

const isDeeper = (error: SchemaError, choice: SchemaError): boolean =>
  isWithin(error.instancePath, choice.instancePath) ||
  error.keyword === 'required' ||
  error.keyword === 'additionalProperties'
