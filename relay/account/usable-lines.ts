import type { AccountLine, AccountLines } from './account.ts'

/**
 * The lines that this process can use, each open, for whoever is about to ask all their providers: one that it cannot use is as if it were not
 * there, also for the first who asks. Who needs no more than names and addresses asks for `list()`, which opens none.
 */
export function usableLines(lines: AccountLines): AccountLine[] {
  return lines.list().flatMap(({ line }) => lines.find(line.id) ?? [])
}
