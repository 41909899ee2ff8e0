import type { FileMistake } from '../../settings-file/place-in-file.ts'
import { mostBytes } from '../../settings-file/most-bytes.ts'
import { lookAround } from '../../settings-file/look-around.ts'
import { readPlainFile } from '../../settings-file/read-plain-file.ts'
import { readSettingsFile, type SettingsFile } from '../../settings-file/read-settings-file.ts'
import { resolveReferences } from '../../settings-file/resolve-references.ts'
import { sectionNames } from '../../account/sections/read-sections.ts'
import type { SettingsNeeds } from '../settings-needs.ts'

/** What a file says of everything that its account may configure, with its secrets, and what is wrong with it. */
export interface AccountFile {
  /** By name; null where the file leaves one out. */
  sections: Record<string, unknown>
  mistakes: FileMistake[]
  placeOf: SettingsFile['placeOf']
}

/** Reads an account's file as whoever runs the relay wrote it. References are looked up in `env`, and beside the file. */
export function readAccountFile(
  file: string,
  portalId: string,
  { providers, env }: Pick<SettingsNeeds, 'providers'> & { env: Readonly<Record<string, string | undefined>> },
): AccountFile {
  const plain = readPlainFile(file, mostBytes)
  const nowhere: AccountFile = { sections: {}, mistakes: [], placeOf: () => null }
  if ('words' in plain) return { ...nowhere, mistakes: [{ path: '', words: plain.words, place: null }] }
  const read = readSettingsFile(plain.text, { account: portalId, providers })
  if (!read.file) return { ...nowhere, mistakes: read.mistakes }
  const { sections, placeOf } = read.file
  const { lines, mistakes, missing } = resolveReferences(sections.lines, providers, lookAround(file, env))
  const wrong = [...mistakes, ...missing].map((one) => ({ path: one.path, words: one.words, place: placeOf(one.path) }))
  const whole = Object.fromEntries(sectionNames.map((name) => [name, sections[name] ?? null]))
  return {
    sections: { ...whole, lines: sections.lines === undefined ? null : lines },
    mistakes: [...read.mistakes, ...wrong],
    placeOf,
  }
}
