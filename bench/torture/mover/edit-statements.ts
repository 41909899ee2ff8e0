import type { Database, Db, PortalDb, WideDb } from '../../../relay/store/database.ts'

/** A database that is asked other statements than were meant: `edit` says which. */
export function editStatements(database: Database, edit: (text: string) => string): Database {
  const asking = <Handle extends Db>(handle: Handle): Handle => ({
    ...handle,
    query: (text: string, values?: unknown[]) => handle.query(edit(text), values),
  })
  const wide = <Handle extends WideDb>(handle: Handle): Handle => ({
    ...asking(handle),
    forPortal: (portalId: string): PortalDb => asking(handle.forPortal(portalId)),
  })
  return {
    ...wide(database),
    transaction: (work, limits) => database.transaction((tx) => work(wide(tx)), limits),
    forPortal(portalId) {
      const portal = database.forPortal(portalId)
      return { ...asking(portal), transaction: (work, limits) => portal.transaction((tx) => work(asking(tx)), limits) }
    },
  }
}
