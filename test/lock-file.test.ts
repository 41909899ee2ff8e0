import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

type Locked = { dependencies?: object; optionalDependencies?: object; resolved?: string; link?: boolean }

const lock = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package-lock.json'), 'utf8')) as {
  packages: Record<string, Locked>
}

/** The folders in which Node looks for what a package asks for, from the inside out. */
const searchPath = (folder: string): string[] => {
  const above = folder.lastIndexOf('node_modules/')
  const here = folder === '' ? 'node_modules' : `${folder}/node_modules`
  return folder === '' ? [here] : [here, ...searchPath(above <= 0 ? '' : folder.slice(0, above - 1))]
}

test('the lock file holds every optional package of every platform, without which npm ci refuses it', () => {
  // A registry that lacks a platform's package lets `npm install` leave it out silently.
  const missing = Object.entries(lock.packages).flatMap(([folder, { dependencies, optionalDependencies }]) =>
    Object.keys({ ...dependencies, ...optionalDependencies })
      .filter((name) => !searchPath(folder).some((place) => `${place}/${name}` in lock.packages))
      .map((name) => `${folder} needs ${name}`),
  )
  expect(missing).toEqual([])
})

test('the lock file names no download host', () => {
  expect(Object.values(lock.packages).filter(({ resolved }) => resolved?.startsWith('http'))).toEqual([])
})
