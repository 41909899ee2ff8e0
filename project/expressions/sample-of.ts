import type { AST } from '@eslint-community/regexpp'

/** Signs that are tried where a class or a property stands for many. */
const signs = [
  ...'a 0\t-<."A_@(\n,',
  'é',
  '“',
  '漢',
  'я',
  '\u0301',
  '\u200b',
  '👍',
  '🇩',
  '🏽',
  '\ue000',
  '\0',
  '\ud800',
]

/** A short text that a part of an expression takes; '' for what takes nothing by itself. */
export function sampleOf(node: AST.Node): string {
  switch (node.type) {
    case 'Character':
      return String.fromCodePoint(node.value)
    case 'CharacterClassRange':
      return String.fromCodePoint(node.min.value)
    case 'CharacterClass':
    case 'CharacterSet':
      return signTakenBy(node)
    case 'Quantifier':
      return sampleOf(node.element).repeat(Math.min(node.min, 40))
    case 'Group':
    case 'CapturingGroup':
    case 'Pattern':
      return node.alternatives[0] ? sampleOf(node.alternatives[0]) : ''
    case 'Alternative':
      return node.elements.map((one) => sampleOf(one)).join('')
    default:
      return ''
  }
}

function signTakenBy(node: AST.CharacterClass | AST.CharacterSet): string {
  // Within a class, a set stands without the flags of the whole; those with properties need one.
  const one = new RegExp(`^(?:${node.type === 'CharacterSet' && node.kind === 'any' ? '.' : node.raw})$`, 'u')
  return signs.find((sign) => one.test(sign)) ?? ''
}
