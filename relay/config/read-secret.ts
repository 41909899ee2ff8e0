import { pastedWith } from '../../contract/pasted-with.ts'

/**
 * The secret that a variable holds, without blanks around it; empty where it is not set. What came along when it was copied is one more
 * of the mistakes: it names the variable, and nothing of the secret.
 */
export function readSecret(env: Record<string, string | undefined>, name: string, mistakes: string[]): string {
  const secret = env[name]?.trim() ?? ''
  const wrong = pastedWith(secret)
  if (wrong !== null) mistakes.push(`${name} ${wrong}.`)
  return secret
}
