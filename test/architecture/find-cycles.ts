import type { Source } from './read-source.ts'

/** Rings of files that import each other's values: each as the paths of one way round, once. */
export function findCycles(sources: Map<string, Source>): string[][] {
  const cycles: string[][] = []
  const done = new Set<string>()
  const visit = (path: string, way: string[]): void => {
    const start = way.indexOf(path)
    if (start >= 0) {
      cycles.push([...way.slice(start), path])
      return
    }
    if (done.has(path)) return
    for (const { target, typeOnly } of sources.get(path)?.imports ?? []) {
      if (target !== undefined && !typeOnly) visit(target, [...way, path])
    }
    done.add(path)
  }
  for (const path of sources.keys()) visit(path, [])
  return cycles
}
