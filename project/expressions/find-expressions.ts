import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import ts from 'typescript'
import { textOfNode } from './text-of-node.ts'

/** A regular expression as it stands in a source; `source` is null where only a run knows it. */
export interface Expression {
  /** File and line, with `/` on every system. */
  where: string
  file: string
  source: string | null
  flags: string
  /** As it is written. */
  written: string
}

/** What reads texts of strangers: the relay, the function, the card, and what they share. */
const folders = '{relay,contract,app.functions,extensions}/**/*.{ts,tsx}'
/** Methods that make an expression of a text. */
const makers = ['match', 'matchAll', 'search']

/** Every regular expression below `root` but those of tests: literals, `new RegExp`, and the `pattern` of a schema. */
export async function findExpressions(root: string): Promise<Expression[]> {
  const found: Expression[] = []
  const paths: string[] = []
  for await (const path of glob(folders, { cwd: root })) paths.push(path.replaceAll('\\', '/'))
  for (const path of paths.sort()) {
    if (/\.test\.tsx?$|\/fixture\//.test(path)) continue
    found.push(...expressionsIn(path, await readFile(join(root, path), 'utf8')))
  }
  return found
}

/** The same of one source. */
function expressionsIn(file: string, text: string): Expression[] {
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const found: Expression[] = []
  const add = (node: ts.Node, source: string | null, flags: string) => {
    const { line } = tree.getLineAndCharacterOfPosition(node.getStart())
    found.push({ where: `${file}:${line + 1}`, file, source, flags, written: node.getText() })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/')
      add(node, node.text.slice(1, end), node.text.slice(end + 1))
    } else if (ts.isNewExpression(node) || ts.isCallExpression(node)) {
      const [first, second] = node.arguments ?? []
      if (node.expression.getText() === 'RegExp') {
        const flags = second === undefined ? '' : textOfNode(second)
        add(node, first && flags !== null ? textOfNode(first) : null, flags ?? '')
      } else if (first && makesOne(node) && isText(first)) add(node, textOfNode(first), '')
    } else if (ts.isPropertyAssignment(node) && node.name.getText() === 'pattern') {
      // A type of that name is no expression.
      add(node, textOfNode(node.initializer), 'u')
    }
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return found
}

function makesOne(node: ts.NewExpression | ts.CallExpression): boolean {
  return ts.isPropertyAccessExpression(node.expression) && makers.includes(node.expression.name.text)
}

function isText(node: ts.Node): boolean {
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)
}
