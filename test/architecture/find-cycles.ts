import type { Import } from './read-source.ts'

/** Rings of what imports each other's values: each as the names of one way round, once. */
export function findCycles(sources: Map<string, { imports: Pick<Import, 'target' | 'typeOnly'>[] }>): string[][] {
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
