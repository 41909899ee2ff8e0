import type { Source } from './read-source.ts'

/** The packages whose values come along when `path` is bundled, each with the file of ours that asks for it. */
export function reachedPackages(sources: Map<string, Source>, path: string): Map<string, string> {
  const packages = new Map<string, string>()
  const seen = new Set<string>()
  const visit = (at: string): void => {
    if (seen.has(at)) return
    seen.add(at)
    for (const { specifier, target, typeOnly } of sources.get(at)?.imports ?? []) {
      if (typeOnly) continue
      if (target === undefined) packages.set(specifier, at)
      else visit(target)
    }
  }
  visit(path)
  return packages
}
