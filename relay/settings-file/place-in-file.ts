/** Where something stands in a file; both from 1. */
export interface PlaceInFile {
  line: number
  column: number
}

/** What is wrong in a file of settings: with which member (as `lines.0.settings.authToken`; '' is the whole), where, in words that follow it. */
export interface FileMistake {
  path: string
  words: string
  /** Null where the file itself says nothing of it. */
  place: PlaceInFile | null
}

/** Mistakes in the order in which they stand in the file, each as a sentence. */
export function tellMistakes(file: string, mistakes: readonly FileMistake[]): string[] {
  const inOrder = mistakes.toSorted(
    (a, b) => (a.place?.line ?? 0) - (b.place?.line ?? 0) || (a.place?.column ?? 0) - (b.place?.column ?? 0),
  )
  return inOrder.map(({ path, words, place }) => {
    const where = place ? `${file}, line ${place.line}, column ${place.column}` : file
    return `${where}: ${path ? `${path} ` : ''}${words}${/[.?!]$/.test(words) ? '' : '.'}`
  })
}
