import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { readSource } from './read-source.ts'

/** What runs when a workflow asks to send. */
const entries = ['relay/send/from-workflow.ts', 'relay/send/accept.ts']

/** Every `new <name>(…)` in these files as `<path> <code>`; `?` for a code that is no text that stands there. */
function findMade(root: string, name: string, paths: Iterable<string>): string[] {
  return [...paths].flatMap((path) => {
    const text = readFileSync(join(root, path), 'utf8')
    if (!text.includes(`new ${name}(`)) return []
    const found: string[] = []
    const visit = (node: ts.Node): void => {
      if (ts.isNewExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === name) {
        const [code] = node.arguments ?? []
        found.push(`${path} ${code && ts.isStringLiteralLike(code) ? code.text : '?'}`)
      }
      ts.forEachChild(node, visit)
    }
    visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true))
    return found
  })
}

/** The codes of every refusal that a workflow may branch on. */
export function findRefusals(root: string): string[] {
  const paths = globSync('relay/**/*.ts', { cwd: root, exclude: ['**/*.test.ts'] })
  return [...new Set(findMade(root, 'Refusal', paths).map((one) => one.split(' ')[1]!))].sort()
}

/** Where whatever runs when a workflow asks to send, which is what its address imports, refuses by another error. */
export function findOtherRefusals(root: string): string[] {
  const reached = new Set(entries)
  for (const path of reached) {
    for (const { target, typeOnly } of readSource(root, path).imports) if (target && !typeOnly) reached.add(target)
  }
  return findMade(root, 'Invalid', reached).sort()
}
