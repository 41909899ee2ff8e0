import { readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import ts from 'typescript'

/** One module asking for another. */
export interface Import {
  /** As written: `./x.ts`, `node:fs` or a package's name. */
  specifier: string
  /** Where a relative specifier leads, from the repository's root; undefined for a package. */
  target: string | undefined
  /** Gone at run time: `import type`, `export type … from` and `typeof import()`. */
  typeOnly: boolean
  names: string[]
}

export interface Source {
  /** From the repository's root, with `/` on every system. */
  path: string
  lines: number
  imports: Import[]
  exports: string[]
}

/** Reads what one TypeScript file imports and exports, as the compiler sees it, without resolving any type. */
export function readSource(root: string, path: string): Source {
  const text = readFileSync(join(root, path), 'utf8')
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const imports: Import[] = []
  const exports: string[] = []

  const add = (node: ts.Node | undefined, typeOnly: boolean, names: string[] = []) => {
    if (!node || !ts.isStringLiteralLike(node)) return
    const specifier = node.text
    const target = specifier.startsWith('.') ? posix.join(dirname(path), specifier) : undefined
    imports.push({ specifier, target, typeOnly, names })
  }

  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      const { name, namedBindings, isTypeOnly = false } = node.importClause ?? {}
      const named = namedBindings && ts.isNamedImports(namedBindings) ? namedBindings.elements : undefined
      const allTypes = named !== undefined && !name && named.length > 0 && named.every((element) => element.isTypeOnly)
      add(
        node.moduleSpecifier,
        isTypeOnly || allTypes,
        named?.map((element) => (element.propertyName ?? element.name).text),
      )
    } else if (ts.isExportDeclaration(node)) {
      add(node.moduleSpecifier, node.isTypeOnly)
      if (node.exportClause && ts.isNamedExports(node.exportClause)) {
        exports.push(...node.exportClause.elements.map((element) => element.name.text))
      }
    } else if (ts.isImportTypeNode(node)) {
      if (ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true)
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], false)
    } else if (ts.canHaveModifiers(node) && isExported(node)) {
      exports.push(...namesOf(node))
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return { path, lines: text.split('\n').length - 1, imports, exports }
}

function isExported(node: ts.HasModifiers): boolean {
  return ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false
}

function namesOf(node: ts.Node): string[] {
  if (ts.isVariableStatement(node)) {
    return node.declarationList.declarations.flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : []))
  }
  const named =
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node)
  return named && node.name ? [node.name.text] : []
}
