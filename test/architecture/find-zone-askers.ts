import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { folders } from './read-sources.ts'

/** What takes the zone, or the zone data, of the machine or the browser. */
const ofTheMachine =
  /^(?:(?:get|set)(?:Hours|Minutes|Seconds|Milliseconds|Date|Day|Month|FullYear|Year)|getTimezoneOffset|to(?:Date|Time)String)$/
const inItsManner = /^toLocale(?:Date|Time)?String$/

/** What a file without this asks nothing of, so that only a few are read as the compiler does. */
const mayAsk = /Format|Temporal|toLocale|valuesOf|(?:get|set)[A-Z]\w+\(|(?:Date|Time)String|Date\([^()]*,/

/** Asks PostgreSQL for an offset: UTC has none to ask for. */
const inSql = [
  /\bat\s+time\s+zone\s+(?!'utc')/gi,
  /\bat\s+local\b/gi,
  /\btimezone\s*\(/gi,
  /\bpg_timezone_\w+/gi,
  /\bset\s+(?:local\s+|session\s+)?time\s*zone\s*(?:=\s*|to\s+)?(?!'utc')/gi,
  /\bmake_timestamptz\s*\(/gi,
]

/** Where code asks JavaScript for the offset of a zone, each as it is written. Names of zones and languages may be asked for. */
export function zonesAsked(text: string): string[] {
  const file = ts.createSourceFile('x.tsx', text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX)
  const asked: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const { name, isAsked } = judge(node)
      if (isAsked) asked.push(name)
    } else if (ts.isIdentifier(node) && node.text === 'Temporal') asked.push('Temporal')
    ts.forEachChild(node, visit)
  }
  visit(file)
  return asked
}

function judge(node: ts.CallExpression | ts.NewExpression): { name: string; isAsked: boolean } {
  const { expression, arguments: given = ts.factory.createNodeArray<ts.Expression>() } = node
  const name = ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText()
  const words = given.map((one) => one.getText()).join(', ')
  const isUtc = /\btimeZone:\s*'UTC'/.test(words)
  if (name === 'DateTimeFormat') {
    const asksForNames = ts.isPropertyAccessExpression(node.parent) && node.parent.name.text === 'resolvedOptions'
    return { name, isAsked: !isUtc && !(asksForNames && !/\btimeZone\b/.test(words)) }
  }
  // Of a number it writes digits, which nobody does in what stands here.
  if (inItsManner.test(name)) return { name, isAsked: !isUtc }
  if (name === 'supportedValuesOf') return { name, isAsked: /timeZone/.test(words) }
  if (name === 'Date') return { name: 'new Date(year, month)', isAsked: ts.isNewExpression(node) && given.length > 1 }
  return { name, isAsked: ofTheMachine.test(name) && ts.isCallExpression(node) }
}

/** Where a statement asks PostgreSQL for the offset of a zone. */
export function zonesAskedInSql(text: string): string[] {
  return inSql.flatMap((pattern) => [...text.matchAll(pattern)].map(([found]) => found.trim()))
}

/** Files of ours, tests aside, that ask anybody but `relay/zone/` for an offset, as `<path>: <what is asked>`. */
export function findZoneAskers(root: string): string[] {
  return globSync(`{${folders.join(',')}}/**/*.{ts,tsx,sql}`, { cwd: root, exclude: ['**/node_modules/**'] })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !/\.test\.tsx?$|^(?:test|bench|relay\/store\/migrations)\//.test(path))
    .flatMap((path) => {
      const text = readFileSync(join(root, path), 'utf8')
      const asked = path.endsWith('.sql') || !mayAsk.test(text) ? [] : zonesAsked(text)
      return [...asked, ...zonesAskedInSql(text)].map((what) => `${path}: ${what}`)
    })
    .toSorted()
}
