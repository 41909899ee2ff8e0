import { createHash } from 'node:crypto'
import { statSync, watch, type FSWatcher } from 'node:fs'
import path from 'node:path'
import type { Logger } from 'pino'
import { Invalid, Temporary } from '../../errors.ts'
import { canonicalJson } from '../../account/digest-sections.ts'
import type { FileMistake } from '../../settings-file/place-in-file.ts'
import { tellMistakes } from '../../settings-file/tell-mistakes.ts'
import { judgeFailure } from '../../store/judge-failure.ts'
import { listSettled } from '../../store/account/read-taken.ts'
import { readAccount } from '../../store/account/read-account.ts'
import { createSaveSettings } from '../save-settings.ts'
import type { FilesAsTruth, SettingsNeeds } from '../settings-needs.ts'
import { createTestSaved, type TestSavedNeeds } from '../test-saved.ts'
import { readAccountFile } from './read-account-file.ts'
import { logTests } from './log-tests.ts'
import { readFolder } from './read-folder.ts'
import { createTroubles } from './troubles.ts'

/** A folder of files as the truth of what accounts have configured. */
export interface SettingsFiles extends FilesAsTruth {
  /** Reads all of them and makes what they say count. What is wrong is told, and never thrown. */
  look(): Promise<void>
  /** Looks again when a file changes, and every few seconds. */
  start(): void
  stop(): Promise<void>
  /** For whoever asks and proves nothing: that something is wrong, and neither with whose file nor what. */
  notes(): string[]
}

export interface SettingsFilesNeeds extends SettingsNeeds, TestSavedNeeds {
  log: Logger
  /** With the environment to which references to variables lead. */
  folder: string
  env: Readonly<Record<string, string | undefined>>
  /** Milliseconds between two looks, and after which even a file that did not change is read: what it refers to may have changed. */
  pace?: { look: number; whole: number }
}

/** As a save by hand keeps replaced secrets. */
const aDay = 86_400_000
/** Milliseconds in which one change of a folder becomes several events. */
const settling = 200
/** Of saves by several processes at once, one is first. */
const tries = 3

export function createSettingsFiles(needs: SettingsFilesNeeds): SettingsFiles {
  const { database, folder, log, pace = { look: 5_000, whole: 60_000 } } = needs
  const save = createSaveSettings(needs)
  const tested = createTestSaved(needs)
  /** Of each account its file as it was last looked at, and when. */
  const seen = new Map<string, { stamp: string; at: number }>()
  /** Of each account what its file said when this process last made it count, as a hash: there are secrets in it. */
  const made = new Map<string, string>()
  const { tell, ...troubles } = createTroubles(log)
  let timer: NodeJS.Timeout | undefined
  let watcher: FSWatcher | undefined
  let looking: Promise<void> = Promise.resolve()
  let stopped = false

  async function lookAt(portalId: string, names: readonly string[]): Promise<void> {
    const [name = ''] = names
    if (names.length > 1) {
      seen.delete(portalId)
      return tell(portalId, [`There are ${names.join(' and ')}: an account has one file, so take away the others.`])
    }
    const stamp = stampOf(path.join(folder, name))
    const last = seen.get(portalId)
    if (last?.stamp === stamp && performance.now() - last.at < pace.whole) return
    const file = readAccountFile(path.join(folder, name), portalId, needs)
    seen.set(portalId, { stamp, at: performance.now() })
    if (file.mistakes.length > 0) {
      // Saving would say more of what can be read.
      const more = await mistakesOf(portalId, file)
      return tell(portalId, tellMistakes(name, [...file.mistakes, ...more]))
    }
    const says = createHash('sha256').update(canonicalJson(file.sections)).digest('base64')
    try {
      // All else is read-only, so it was another process: to save again what it takes back again would never end.
      if (made.get(portalId) === says && (await saveAs(portalId, file.sections, name, true)).changed.length > 0) {
        return tell(portalId, [otherFolder(name)])
      }
      const done = await saveAs(portalId, file.sections, name)
      made.set(portalId, says)
      if (done.changed.length > 0) {
        log.info({ portalId, version: done.version, changed: done.changed }, 'settings are as the file says')
        for (const note of done.notes) log.warn({ portalId, note }, 'of what a file says something is not known')
        // No other file waits for vendors; what they answer is kept, and shown with the settings.
        tested({ portalId, by: 'relay' }, done).then(
          ({ tests }) => logTests(log, portalId, tests),
          (error: unknown) =>
            log.warn({ portalId, err: error }, 'the lines of a file are not tested: test them by hand'),
        )
      }
      tell(portalId, [])
    } catch (error) {
      if (!(error instanceof Invalid)) throw error
      const found = fromSave(error, file.placeOf)
      tell(portalId, found.length > 0 ? tellMistakes(name, found) : [error.message])
    }
  }

  async function saveAs(portalId: string, sections: Record<string, unknown>, name: string, isTrial = false) {
    for (let once = 1; ; once += 1) {
      const edited = (await readAccount(database.forPortal(portalId)))?.version ?? 0
      try {
        return await save({
          ...{ portalId, by: 'relay', action: 'setting.saved', reason: `from the file ${name}` },
          ...{ edited, sections, isWhole: true, keep: aDay, isTrial },
        })
      } catch (error) {
        if (!(error instanceof Invalid) || error.status !== 412 || once === tries) throw error
      }
    }
  }

  async function mistakesOf(portalId: string, file: ReturnType<typeof readAccountFile>): Promise<FileMistake[]> {
    if (Object.keys(file.sections).length === 0) return []
    try {
      await saveAs(portalId, file.sections, '', true)
      return []
    } catch (error) {
      if (!(error instanceof Invalid)) throw error
      const known = new Set(file.mistakes.map((one) => one.path))
      return fromSave(error, file.placeOf).filter((one) => !known.has(one.path))
    }
  }

  /** What goes wrong with one account holds up no other, unless the database is not there. */
  async function lookAlone(portalId: string, names: readonly string[]): Promise<void> {
    try {
      await lookAt(portalId, names)
    } catch (error) {
      const judged = judgeFailure(error)
      if (judged === 'away') throw error
      if (error instanceof Temporary) return tell(portalId, [error.message])
      log.warn({ portalId, err: error }, 'a file of settings could not be made to count; it is tried again')
      if (judged === 'blocked' || judged === 'collided') seen.delete(portalId)
      else tell(portalId, [`${names.join(' and ')} could not be made to count: the log tells why.`])
    }
  }

  async function lookAtAll(): Promise<void> {
    const found = look(folder)
    troubles.tellFolder('words' in found ? found.words : null)
    if ('words' in found) return
    const { byAccount, misnamed } = found
    for (const name of misnamed) {
      tell(name, [`${name} is not read: a file is called by the id of its HubSpot account, such as 4242.yaml.`])
    }
    for (const [portalId, names] of byAccount) await lookAlone(portalId, names)
    const settled = await listSettled(database)
    for (const portalId of settled) {
      if (byAccount.has(portalId)) continue
      seen.delete(portalId)
      tell(portalId, [`There is no file for account ${portalId}, whose settings are stored and still count.`])
    }
    troubles.keep(new Set([...byAccount.keys(), ...misnamed, ...settled]))
  }

  const files: SettingsFiles = {
    look() {
      looking = looking.then(lookAtAll).catch((error: unknown) => {
        log.warn({ err: error }, 'the files of settings could not be looked at; it is tried again')
      })
      return looking
    },
    start() {
      try {
        watcher = watch(folder, { persistent: false }, () => again(settling))
        watcher.on('error', () => watcher?.close())
      } catch {
        // Not everywhere is a folder watched; the slow look finds it.
      }
      again(pace.look)
    },
    async stop() {
      stopped = true
      clearTimeout(timer)
      watcher?.close()
      await looking
    },
    fileOf(portalId) {
      const found = look(folder)
      const name = 'words' in found ? undefined : found.byAccount.get(portalId)?.[0]
      return path.join(folder, name ?? `${portalId}.yaml`)
    },
    mistakesIn: troubles.of,
    notes: troubles.notes,
  }
  function again(after: number): void {
    clearTimeout(timer)
    if (stopped) return
    timer = setTimeout(() => void files.look().then(() => again(pace.look)), after)
    timer.unref()
  }
  return files
}

function otherFolder(name: string): string {
  return `What counts is not what ${name} says, though that has not changed since it counted: another process of this relay reads a folder with another ${name}. Give all of them the same files.`
}

/** Other than before where the file is. */
function stampOf(file: string): string {
  try {
    const { mtimeMs, size, ino } = statSync(file)
    return `${mtimeMs} ${size} ${ino}`
  } catch {
    return ''
  }
}

function look(folder: string): ReturnType<typeof readFolder> | { words: string } {
  try {
    return readFolder(folder)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown'
    return { words: `The folder ${folder} cannot be read (${code}): what counted before still counts.` }
  }
}

function fromSave({ more }: Invalid, placeOf: (path: string) => FileMistake['place']): FileMistake[] {
  const mistakes = (more['mistakes'] ?? []) as { path: string; words: string }[]
  return mistakes.map(({ path: where, words }) => ({ path: where, words, place: placeOf(where) }))
}
