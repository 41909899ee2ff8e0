import ts from 'typescript'

/** The text that an expression of a source always is: of literals, templates and constants of the same file; null for any other. */
export function textOfNode(node: ts.Expression): string | null {
  if (ts.isStringLiteralLike(node)) return node.text
  if (ts.isParenthesizedExpression(node)) return textOfNode(node.expression)
  if (ts.isTemplateExpression(node)) return joined(node, (part) => part.text)
  if (ts.isTaggedTemplateExpression(node)) {
    if (node.tag.getText() !== 'String.raw') return null
    const { template } = node
    return ts.isTemplateExpression(template) ? joined(template, raw) : raw(template)
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const [left, right] = [textOfNode(node.left), textOfNode(node.right)]
    return left === null || right === null ? null : left + right
  }
  if (ts.isCallExpression(node) && node.expression.getText() === 'String.fromCharCode') {
    const codes = node.arguments.map((one) => (ts.isNumericLiteral(one) ? Number(one.text) : null))
    return codes.includes(null) ? null : String.fromCharCode(...codes.filter((code) => code !== null))
  }
  if (ts.isPropertyAccessExpression(node) && node.name.text === 'source') return sourceOf(node.expression)
  if (ts.isIdentifier(node)) {
    const value = constantOf(node)
    return value && textOfNode(value)
  }
  return null
}

function sourceOf(node: ts.Expression): string | null {
  const value = ts.isIdentifier(node) ? constantOf(node) : node
  return value && ts.isRegularExpressionLiteral(value) ? value.text.slice(1, value.text.lastIndexOf('/')) : null
}

function joined(node: ts.TemplateExpression, of: (part: ts.TemplateLiteralLikeNode) => string): string | null {
  let text = of(node.head)
  for (const { expression, literal } of node.templateSpans) {
    const inner = textOfNode(expression)
    if (inner === null) return null
    text += inner + of(literal)
  }
  return text
}

function raw(part: ts.TemplateLiteralLikeNode): string {
  return part.rawText ?? part.text
}

/** What a constant at the top of the same file is made of. */
function constantOf(name: ts.Identifier): ts.Expression | null {
  for (const statement of name.getSourceFile().statements) {
    if (!ts.isVariableStatement(statement) || !(statement.declarationList.flags & ts.NodeFlags.Const)) continue
    const found = statement.declarationList.declarations.find((one) => one.name.getText() === name.text)
    if (found) return found.initializer ?? null
  }
  return null
}
