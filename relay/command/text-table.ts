import { plainText } from './plain-text.ts'

/** Columns as wide as they must be; below a row, indented, what else there is to say of it. */
export function textTable(
  head: readonly string[],
  rows: readonly { cells: readonly string[]; more: string | null }[],
): string {
  const plain = rows.map(({ cells, more }) => ({ cells: cells.map(plainText), more: more && plainText(more) }))
  const widths = head.map((name, index) =>
    Math.max(name.length, ...plain.map(({ cells }) => cells[index]?.length ?? 0)),
  )
  const inColumns = (cells: readonly string[]) =>
    cells
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd()
  const indent = ' '.repeat((widths[0] ?? 0) + 2)
  return [
    inColumns(head),
    ...plain.flatMap(({ cells, more }) => [inColumns(cells), ...(more ? [indent + more] : [])]),
  ].join('\n')
}
