import { parseRegExpLiteral, visitRegExpAST, type AST } from '@eslint-community/regexpp'
import { sampleOf } from './sample-of.ts'

/** Signs of a text, and of one of four times the length; what takes less than `least` milliseconds there is not slow. */
const length = 10_000
const least = 40
/** How many times as long it takes on the longer one: in proportion it is four, and a square is sixteen. */
const most = 8
/** Milliseconds that no text of less than `length` may take. */
const endless = 150

/** A text on which an expression takes longer than in proportion, in words, and how long it takes there; null where none was found. */
export function tryExpression(expression: RegExp): { text: string; ms: number } | null {
  for (const { before, unit, after } of attempts(expression)) {
    const time = (signs: number) => {
      const text = before + unit.repeat(Math.ceil(signs / unit.length)) + after
      // Of this process alone: another may have the processor meanwhile.
      const begun = process.cpuUsage()
      if (expression.global || expression.sticky) text.replace(expression, '')
      else expression.test(text)
      const { user, system } = process.cpuUsage(begun)
      return (user + system) / 1_000
    }
    const found = (ms: number, signs: number) => {
      const shown = [before, unit, after].map((one) => JSON.stringify(one))
      return { text: `${shown[0]}, then ${shown[1]} ${signs} signs long, then ${shown[2]}`, ms: Math.round(ms) }
    }
    // What grows with each sign would never come to an end on a long text.
    for (let signs = 20; signs < length; signs *= 1.4) {
      const ms = time(signs)
      if (ms > endless) return found(ms, Math.round(signs))
    }
    if (time(length) * 20 < least) continue
    const short = Math.min(time(length), time(length), time(length))
    let long = time(4 * length)
    if (long > short * most) long = Math.min(long, time(4 * length))
    if (long >= least && long >= short * most) return found(long, 4 * length)
  }
  return null
}

interface Attempt {
  before: string
  unit: string
  after: string
}

/** What leads to each repetition, then what it takes again and again, then what ends it or what nothing takes. */
function attempts(expression: RegExp): Attempt[] {
  const tree = parseRegExpLiteral(expression)
  const units = new Set<string>()
  const found: Attempt[] = []
  visitRegExpAST(tree, {
    onQuantifierEnter(node) {
      if (node.max < 20) return
      const pieces = [...samplesIn(node.element), sampleOf(node.element)].filter((one) => one !== '')
      for (const unit of new Set(pieces)) {
        units.add(unit)
        for (const after of ['', '\0', '\n', `\0${sampleOf(tree.pattern)}`])
          found.push({ before: leadingTo(node), unit, after })
      }
    },
    onAlternativeEnter(node) {
      const text = sampleOf(node)
      if (text !== '' && text.length < 60) units.add(text)
    },
  })
  for (const unit of [...units].slice(0, 60)) {
    for (const after of ['\0', '\n']) found.push({ before: '', unit, after }, { before: 'x', unit: `${unit} `, after })
  }
  return found
}

/** A few texts, each of which one of the parts takes. */
function samplesIn(element: AST.QuantifiableElement): string[] {
  const found: string[] = []
  visitRegExpAST(element, {
    onAlternativeEnter: (node) => void found.push(sampleOf(node)),
    onCharacterClassEnter: (node) => void found.push(...node.elements.slice(0, 4).map((one) => sampleOf(one))),
  })
  return found.slice(0, 6)
}

/** The shortest text with which what stands before this part is satisfied. */
function leadingTo(node: AST.Node): string {
  const { parent } = node
  if (!parent) return ''
  if (parent.type !== 'Alternative') return leadingTo(parent)
  const before = parent.elements.slice(0, parent.elements.indexOf(node as AST.Element))
  return leadingTo(parent) + before.map((one) => sampleOf(one)).join('')
}
