import { placeInJson } from './place-in-json.ts'
import { readTextFile } from './read-text-file.ts'

/**
 * The JSON that an environment variable holds, or the file that `<name>_FILE` names. Null where neither is set, or with
 * a mistake more in the list where it cannot be read.
 */
export function readJson(
  env: Record<string, string | undefined>,
  name: string,
  mistakes: string[],
): { value: unknown } | null {
  const file = env[`${name}_FILE`]?.trim()
  let text = env[name]?.trim() ?? ''
  if (file) {
    if (text) mistakes.push(`${name} and ${name}_FILE are both set; keep one.`)
    const read = readTextFile(`${name}_FILE`, file, mistakes)
    if (read === null) return null
    text = read
  }
  if (!text) return null
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    mistakes.push(`${file ? `${name}_FILE` : name} is not JSON: something is wrong at ${placeInJson(text)}.`)
    return null
  }
}
