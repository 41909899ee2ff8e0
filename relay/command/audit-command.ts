import { tellAudit, tellAuditVerdicts } from './tell-audit.ts'
import { tellProof } from './tell-proof.ts'

/**
 * What stands after `audit`, done by looking into the relay's database. The account stands in its place among the words, or
 * behind `--account`. Null where there is no such command.
 */
export async function auditCommand(
  [verb, ...words]: readonly string[],
  account: string | undefined,
  env: Record<string, string | undefined>,
  print: (text: string) => void,
): Promise<number | null> {
  const named = account === undefined ? [] : [account]
  if (verb === 'verify') {
    const asked = [...named, ...words]
    return [0, 1, 3].includes(asked.length) ? tellAuditVerdicts(env, asked, print) : null
  }
  if (verb === 'prove') {
    const asked = [...words, ...named]
    return words.length > 0 && asked.length <= 2 ? tellProof(env, asked, print) : null
  }
  if (verb === 'export') {
    const asked = [...words, ...named]
    return asked.length <= 1 ? tellAudit(env, asked[0], print) : null
  }
  return null
}
