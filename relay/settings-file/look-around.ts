import { readFileSync, realpathSync, statSync } from 'node:fs'
import path from 'node:path'
import { dataDirOf } from '../config/data-dir.ts'
import { variableNames } from '../config/variable-names.ts'
import type { Surroundings } from './resolve-references.ts'

/** Bytes of a file that is referred to: more than any secret has. */
const most = 65_536

/** What references of a file lead to, for whoever reads it: their environment, and files seen from the file's own folder. */
export function lookAround(file: string, env: Readonly<Record<string, string | undefined>>): Surroundings {
  const folder = path.dirname(path.resolve(file))
  const named = variableNames.filter((name) => name.endsWith('_FILE')).flatMap((name) => env[name]?.trim() || [])
  const dataDir = realPath(dataDirOf(env))
  return {
    env: (name) => env[name] ?? null,
    file(one) {
      try {
        const whole = path.resolve(folder, one)
        const found = statSync(whole)
        // Neither what never ends, such as a device, nor what a process tells of itself: that has no size.
        if (!found.isFile() || found.size > most) return null
        return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(whole).subarray(0, found.size))
      } catch {
        return null
      }
    },
    isOwn(one) {
      const whole = realPath(path.resolve(folder, one))
      if (named.some((other) => realPath(path.resolve(other)) === whole)) return true
      // Settings may stand in a folder of their own below that of the data.
      const own = realPath(folder)
      return isIn(dataDir, whole) && !(isIn(dataDir, own) && isIn(own, whole))
    },
  }
}

function isIn(folder: string, file: string): boolean {
  const way = path.relative(folder, file)
  return way !== '' && way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way)
}

/** Where a path leads in the end; as it is where nothing is there. */
function realPath(one: string): string {
  try {
    return realpathSync(one)
  } catch {
    return one
  }
}
