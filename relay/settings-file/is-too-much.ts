/** Five hundred lines stay far below. */
const most = {
  depth: 24,
  brackets: 10_000,
  indentation: 100,
  inRow: 24,
  nested: 20_000,
  pieces: 50_000,
  aliases: 1_000,
}

/**
 * Whether a text would keep the reader of YAML busy for seconds or hours: it looks through everything for each alias, and what is nested
 * takes it the more time the deeper it is; 400 brackets, half a minute. Brackets count wherever they stand.
 */
export function isTooMuch(text: string): boolean {
  let [pieces, brackets, open] = [0, 0, 0]
  for (const character of text) {
    if (character === '[' || character === '{') {
      open += 1
      brackets += 1
    } else if ((character === ']' || character === '}') && open > 0) open -= 1
    else if (character === '\n' || character === '\r' || character === ',') pieces += 1
    if (open > most.depth || brackets > most.brackets || pieces > most.pieces) return true
  }
  const rows = text.split(/[\r\n]/)
  const nested = rows.map(nestedIn)
  if (nested.some((one) => one > most.inRow) || nested.reduce((sum, one) => sum + one, 0) > most.nested) return true
  if (rows.some((row) => indentationOf(row) > most.indentation)) return true
  return (text.match(/\*[^\s,[\]{}*]/g) ?? []).length > most.aliases
}

const indentationOf = (row: string): number => /^[ \t]*/.exec(row)?.[0].length ?? 0

/** Lists and members that begin one inside the other: `- - ? -`. */
function nestedIn(row: string): number {
  let [nested, deepest] = [0, 0]
  for (const part of row.split(/[ \t]+/)) {
    nested = /^[-?:]$/.test(part) ? nested + 1 : 0
    deepest = Math.max(deepest, nested)
  }
  return deepest
}
