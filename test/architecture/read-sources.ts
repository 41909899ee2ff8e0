import { globSync } from 'node:fs'
import { readSource, type Source } from './read-source.ts'

/** Where our TypeScript lives; what a build makes or a package brings is not ours. */
export const folders = ['contract', 'relay', 'extensions', 'app.functions', 'workbench', 'project', 'test', 'bench']

/** Every TypeScript file of ours, by its path. */
export function readSources(root: string): Map<string, Source> {
  const paths = globSync(`{${folders.join(',')}}/**/*.{ts,tsx}`, { cwd: root, exclude: ['**/node_modules/**'] })
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
  return new Map(paths.map((path) => [path, readSource(root, path)]))
}
