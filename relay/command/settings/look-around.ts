import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Surroundings } from '../../settings-file/resolve-references.ts'

/** What references of a file lead to, for whoever reads it: this environment, and files seen from the file's own folder. */
export function lookAround(file: string, env: Record<string, string | undefined>): Surroundings {
  return {
    env: (name) => env[name] ?? null,
    file(named) {
      try {
        return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path.resolve(path.dirname(file), named)))
      } catch {
        return null
      }
    },
  }
}
