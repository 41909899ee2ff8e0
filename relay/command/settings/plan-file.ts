import { SettingsChanged } from '../../../contract/settings/change.ts'
import { ReadSettingsResponse } from '../../../contract/settings/settings-request.ts'
import { readTextFile } from '../../config/read-text-file.ts'
import { Invalid } from '../../errors.ts'
import type { Provider } from '../../providers/provider.ts'
import type { FileMistake } from '../../settings-file/place-in-file.ts'
import { lookAround } from '../../settings-file/look-around.ts'
import { readSettingsFile, type SettingsFile } from '../../settings-file/read-settings-file.ts'
import { resolveReferences } from '../../settings-file/resolve-references.ts'
import { tellMistakes } from '../../settings-file/tell-mistakes.ts'
import { askRelay } from '../ask-relay.ts'
import { onExport } from './on-export.ts'
import { readAccountAccess, type AccountAccess } from '../read-access.ts'

/** A file beside what the relay has. */
export interface FilePlan {
  access: AccountAccess
  /** The version that is edited: the one that the file says it was exported as, or the newest that was looked at. */
  version: number
  /** Whether the file says it. */
  isExported: boolean
  /** Whole, with the secrets that the file refers to. */
  sections: Record<string, unknown>
  would: SettingsChanged
  /** What is good to know: secrets that stay as they are because their references lead to nothing here. */
  notes: string[]
}

/**
 * Reads a file of settings and asks the relay that runs what it would change. Answers with everything that is wrong instead, each in a
 * sentence with its line and column. Throws `Invalid` where there is no file, or no relay that may be asked.
 */
export async function planFile(
  file: string,
  env: Record<string, string | undefined>,
  account: string | undefined,
  providers: ReadonlyMap<string, Provider>,
): Promise<FilePlan | { mistakes: string[] }> {
  const unread: string[] = []
  const text = readTextFile('The file', file, unread)
  if (text === null) throw new Invalid('no_file', unread.join(' '))
  const runsAll = Boolean(env.HOMING_OPERATOR_SECRET?.trim())
  const own = env.HUBSPOT_PORTAL_ID?.trim() || null
  const read = readSettingsFile(text, { account: account ?? (runsAll ? null : own), providers })
  if (!read.file) return { mistakes: tellMistakes(file, read.mistakes) }

  const access = readAccountAccess(env, account ?? (runsAll ? (read.file.account ?? undefined) : undefined))
  const stands = await askRelay(access, '/admin/settings', { portalId: access.portalId }, ReadSettingsResponse)
  const { sections, mistakes, notes } = withSecrets(read.file, stands, lookAround(file, env), providers)
  // Where files are the truth, the newest version is what they said, whenever they were exported.
  const exported = stands.file ? null : read.file.version
  const isExported = exported !== null
  const version = exported ?? stands.version
  const would = await onExport({ version, isExported }, () => asked(access, { version, sections, trial: true }))
  const known: FileMistake[] = [...read.mistakes, ...mistakes]
  const told = new Set(known.map((one) => one.path))
  // What is missing because its reference leads to nothing has been told so.
  const others = would instanceof Invalid ? mistakesOf(would, read.file).filter((one) => !told.has(one.path)) : []
  const all = [...known, ...others]
  if (all.length > 0) return { mistakes: tellMistakes(file, all) }
  if (would instanceof Invalid) throw would
  return { access, version, isExported, sections, would, notes }
}

async function asked(access: AccountAccess, save: object): Promise<SettingsChanged | Invalid> {
  const request = { portalId: access.portalId, ...save }
  try {
    return await askRelay(access, '/admin/settings/save', request, SettingsChanged)
  } catch (error) {
    if (error instanceof Invalid && Array.isArray(error.more['mistakes'])) return error
    throw error
  }
}

function mistakesOf({ more }: Invalid, file: SettingsFile): FileMistake[] {
  const mistakes = more['mistakes'] as { path: string; words: string }[]
  return mistakes.map(({ path, words }) => ({ path, words, place: file.placeOf(path) }))
}

/** The sections with secrets in the places of references. One that leads to nothing is left out where the relay has that secret. */
function withSecrets(
  file: SettingsFile,
  stands: ReadSettingsResponse,
  around: Parameters<typeof resolveReferences>[2],
  providers: ReadonlyMap<string, Provider>,
): { sections: Record<string, unknown>; mistakes: FileMistake[]; notes: string[] } {
  const { lines, mistakes, missing } = resolveReferences(file.sections.lines, providers, around)
  const isSet = new Set(stands.secrets.map(({ name }) => name))
  const [stay, lost] = [true, false].map((kept) =>
    missing.filter(({ line, place }) => isSet.has(`line/${line}/${place}`) === kept),
  ) as [typeof missing, typeof missing]
  return {
    sections: { ...file.sections, ...(file.sections.lines === undefined ? {} : { lines }) },
    mistakes: [...mistakes, ...lost].map(({ path, words }) => ({ path, words, place: file.placeOf(path) })),
    notes: stay.map(({ line, place, words }) => `line ${line}: the secret ${place} stays as it is: it ${words}.`),
  }
}
