import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

/**
 * Where a file of the relay works with a handle that is bound to no account, as `<path> <function>`: exported functions
 * that take one, and statements and transactions on such a handle. A slice that has the whole database and merely binds
 * it with `forPortal` is not among them.
 */
export function findWide(root: string, path: string): string[] {
  const file = ts.createSourceFile(path, readFileSync(join(root, path), 'utf8'), ts.ScriptTarget.Latest, true)
  const inStore = path.startsWith('relay/store/')
  const wide = inStore ? /^(Db|WideDb|Database)$/ : /^(Db|WideDb)$/
  const found = new Set<string>()

  const names = (node: ts.Node): string[] => [
    ...(ts.isTypeReferenceNode(node) ? [node.typeName.getText(file)] : []),
    ...node.getChildren(file).flatMap(names),
  ]
  const visit = (node: ts.Node, within: string): void => {
    let name = within
    if (ts.isFunctionDeclaration(node) || (ts.isVariableDeclaration(node) && node.initializer)) {
      name = within || (node.name?.getText(file) ?? '')
    }
    if (ts.isFunctionDeclaration(node) && takesWide(node) && isExported(node)) found.add(`${path} ${name}`)
    if (!inStore && ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { expression: handle, name: method } = node.expression
      const asks = method.text === 'query' || method.text === 'transaction'
      if (asks && /(^|\.)database$/.test(handle.getText(file).trim())) found.add(`${path} ${name}`)
    }
    ts.forEachChild(node, (child) => visit(child, name))
  }
  const takesWide = (node: ts.FunctionDeclaration) =>
    node.parameters.some(({ type }) => type !== undefined && names(type).some((one) => wide.test(one)))
  const isExported = (node: ts.FunctionDeclaration) =>
    node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false

  visit(file, '')
  return [...found]
}
