import type { Save } from './ledger.ts'

/** A version as the database keeps it. */
export interface StoredVersion {
  portalId: string
  version: number
  /** Of the save that it was made by. */
  mark: string
  /** Sections, and secrets by their names. */
  changed: readonly string[]
}

/**
 * Updates that were answered and are not there, or that somebody overwrote who had not seen them: by our own ledger of answers
 * against the versions that are kept. In words, one for each.
 */
export function judgeSaves(saves: readonly Save[], stored: readonly StoredVersion[]): string[] {
  const kept = Map.groupBy(stored, ({ portalId }) => portalId)
  const byVersion = new Map<string, Save>()
  return saves.flatMap((save): string[] => {
    const name = `version ${save.version} of ${save.portalId}`
    const other = byVersion.get(name)
    if (other && other.mark !== save.mark) return [`${name} was answered to two saves: ${other.mark} and ${save.mark}`]
    byVersion.set(name, save)
    const versions = kept.get(save.portalId) ?? []
    const own = versions.find(({ version }) => version === save.version)
    if (!own) return [`${name} was answered and is not kept`]
    if (own.mark !== save.mark) return [`${name} is another save than the one that it was answered to`]
    return versions.flatMap(({ version, changed }) =>
      version > save.edited && version < save.version && changed.some((what) => own.changed.includes(what))
        ? [`${name} was made from ${save.edited} and overwrites ${version}: ${changed.join(', ')}`]
        : [],
    )
  })
}
