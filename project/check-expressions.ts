import { bounded } from './expressions/bounded.ts'
import { findExpressions, type Expression } from './expressions/find-expressions.ts'
import { judgeExpression } from './expressions/judge-expression.ts'
import { projectRoot } from './project-root.ts'

/**
 * Says which regular expressions of what reads strangers' texts may take longer than in proportion to these, which nobody can
 * judge, and which of those that may be so are so no more. An empty list means that a long text costs no more than its length.
 */
export async function checkExpressions(
  root = projectRoot,
  allowed: Readonly<Record<string, string>> = bounded,
): Promise<string[]> {
  const expressions = await findExpressions(root)
  const verdicts = new Map<string, string | null>()
  const problems: string[] = []
  const used = new Set<string>()
  for (const expression of expressions) {
    const problem = judged(expression, verdicts)
    if (problem === null) continue
    const key = `${expression.file} ${expression.written}`
    if (Object.hasOwn(allowed, key)) used.add(key)
    else problems.push(`${expression.where} ${expression.written}: ${problem}`)
  }
  for (const key of Object.keys(allowed)) {
    if (!used.has(key)) problems.push(`project/expressions/bounded.ts names what is no problem any more: ${key}`)
  }
  return problems
}

function judged({ source, flags }: Expression, verdicts: Map<string, string | null>): string | null {
  if (source === null) return 'only a run knows it: make it of constants of the same file, or do without it'
  const key = `/${source}/${flags}`
  if (!verdicts.has(key)) verdicts.set(key, judgeExpression(source, flags))
  return verdicts.get(key) ?? null
}

if (import.meta.main) {
  const problems = await checkExpressions()
  for (const problem of problems) console.error(problem)
  if (problems.length > 0) process.exitCode = 1
}
