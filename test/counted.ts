import type { WideDb } from '../relay/store/database.ts'

/** A transaction, with the number of statements that it was asked so far: of its own and of accounts it turned to. */
export function counted(tx: WideDb): { tx: WideDb; statements: () => number } {
  let statements = 0
  const counting = <Handle extends Pick<WideDb, 'query'>>(handle: Handle): Handle => ({
    ...handle,
    query: (text: string, values?: unknown[]) => {
      statements += 1
      return handle.query(text, values)
    },
  })
  return {
    tx: { ...counting(tx), forPortal: (portalId) => counting(tx.forPortal(portalId)) },
    statements: () => statements,
  }
}
