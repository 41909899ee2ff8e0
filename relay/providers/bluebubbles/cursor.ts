/** How far the history was read. */
export interface Place {
  /** Rows up to this one. */
  row: number
  /** Changes of older rows up to this moment of the Mac's, in milliseconds. */
  changed: number
  /** Rows whose files had not come. */
  awaited: readonly number[]
}

/** A place as the text that is kept. Before changes were read it was the row alone. */
export const cursor = {
  write: ({ row, changed, awaited }: Place): string => [row, changed, ...awaited].join(' '),
  read: (text: string | null, now: number): Place | undefined => {
    const [row, changed = now, ...awaited] = (text ?? '').split(' ').map(Number)
    if (!text || ![row, changed, ...awaited].every(Number.isSafeInteger)) return undefined
    return { row: row ?? 0, changed, awaited }
  },
}
