import type { FileMistake } from './place-in-file.ts'

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
