import { readFileSync } from 'node:fs'

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
    try {
      text = readFileSync(file, 'utf8')
    } catch (error) {
      mistakes.push(`${name}_FILE cannot be read: ${(error as Error).message}.`)
      return null
    }
  }
  if (!text) return null
  try {
    return { value: JSON.parse(text) as unknown }
  } catch (error) {
    mistakes.push(`${file ? `${name}_FILE` : name} is not JSON: ${(error as Error).message}.`)
    return null
  }
}
