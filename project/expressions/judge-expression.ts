import { analyse } from 'scslre'
import { tryExpression } from './try-expression.ts'

/**
 * Why an expression may take longer than in proportion to the text it is used on; null where it does not. First it is analysed
 * (what can be matched in two ways, and what is looked for again from each place on), then run on texts that are made of its own
 * pieces: an analysis knows no engine, and a run knows only its texts.
 */
export function judgeExpression(source: string, flags: string): string | null {
  try {
    const { reports } = analyse({ source, flags })
    const worst = reports.find(({ exponential }) => exponential) ?? reports[0]
    if (worst) return `${worst.exponential ? 'exponential' : 'polynomial'}: ${words[worst.type]}`
  } catch (error) {
    return `it cannot be analysed: ${error instanceof Error ? error.message : String(error)}`
  }
  const slow = tryExpression(new RegExp(source, flags))
  return slow === null ? null : `on ${slow.text} it takes ${slow.ms} ms`
}

const words = {
  Trade: 'two of its repetitions take the same signs',
  Self: 'a repetition can take the same signs in two ways',
  Move: 'a repetition is tried anew from each of the signs that it takes',
} as const
