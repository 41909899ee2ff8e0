import type { CrmProperties } from './host-api.ts'

/** The record a card stands on, as the page knows it. */
export interface CrmRecord {
  properties(): CrmProperties
  /** Called after the page's copy of the properties changed. */
  onChange(listener: () => void): () => void
  /** Reads the record again from where it is kept. */
  refresh(): void
  /** Answers `useAssociations`; none when absent. */
  associations?(request: unknown): Promise<unknown>
  /** Answers `useCrmSearch`; nothing found when absent. */
  search?(request: unknown): Promise<unknown>
}

/** A record held in memory, with a way to replace its properties. */
export function createCrmRecord(
  initial: CrmProperties,
  refresh: () => void = () => undefined,
): CrmRecord & { replace(properties: CrmProperties): void } {
  let properties = initial
  const listeners = new Set<() => void>()
  return {
    properties: () => properties,
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    refresh,
    replace(next) {
      if (JSON.stringify(next) === JSON.stringify(properties)) return
      properties = next
      for (const listener of listeners) listener()
    },
  }
}
