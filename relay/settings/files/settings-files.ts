import { createHash } from 'node:crypto'
import { statSync, watch, type FSWatcher } from 'node:fs'
import path from 'node:path'
import type { Logger } from 'pino'
import { Invalid } from '../../errors.ts'
import { canonicalJson } from '../../account/digest-sections.ts'
import type { FileMistake } from '../../settings-file/place-in-file.ts'
import { tellMistakes } from '../../settings-file/tell-mistakes.ts'
import { listSettled } from '../../store/account/read-taken.ts'
import { readAccount } from '../../store/account/read-account.ts'
import { createSaveSettings } from '../save-settings.ts'
import type { FilesAsTruth, SettingsNeeds } from '../settings-needs.ts'
import { createTestSaved, type TestSavedNeeds } from '../test-saved.ts'
import { readAccountFile } from './read-account-file.ts'
import { logTests } from './log-tests.ts'
import { readFolder } from './read-folder.ts'

/** A folder of files as the truth of what accounts have configured. */
export interface SettingsFiles extends FilesAsTruth {
  /** Reads all of them and makes what they say count. What is wrong is told, and never thrown. */
  look(): Promise<void>
  /** Looks again when a file changes, and every few seconds. */
  start(): void
  stop(): Promise<void>
  /** For whoever looks after the relay, without anything that a file says. */
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
  const wrong = new Map<string, string[]>()
  const told = new Map<string, string>()
  let timer: NodeJS.Timeout | undefined
  let watcher: FSWatcher | undefined
  let looking: Promise<void> = Promise.resolve()
  let stopped = false

  /** Says a trouble once, as long as it stays the same. */
  function tell(name: string, mistakes: string[]): void {
    if (mistakes.length > 0) wrong.set(name, mistakes)
    else wrong.delete(name)
    const words = mistakes.join('\n')
    if ((told.get(name) ?? '') === words) return
    told.set(name, words)
    if (words === '') log.info({ settings: name }, 'the settings are as the file says again')
    else log.error({ settings: name, mistakes }, 'a file of settings is wrong: what counted before still counts')
  }

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
      if (!(error instanceof Invalid)) {
        seen.delete(portalId)
        throw error
      }
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

  async function lookAtAll(): Promise<void> {
    const { byAccount, misnamed } = readFolder(folder)
    for (const name of misnamed) {
      tell(name, [`${name} is not read: a file is called by the id of its HubSpot account, such as 4242.yaml.`])
    }
    for (const [portalId, names] of byAccount) await lookAt(portalId, names)
    for (const portalId of await listSettled(database)) {
      if (byAccount.has(portalId)) continue
      seen.delete(portalId)
      tell(portalId, [`There is no file for account ${portalId}, whose settings are stored and still count.`])
    }
    for (const name of wrong.keys()) if (/\D/.test(name) && !misnamed.includes(name)) tell(name, [])
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
      return path.join(folder, readNames(folder).get(portalId)?.[0] ?? `${portalId}.yaml`)
    },
    mistakesIn: (portalId) => wrong.get(portalId) ?? [],
    notes() {
      const [one] = wrong.keys()
      if (one === undefined) return []
      const which =
        wrong.size === 1 ? `The settings of ${one} are` : `The settings of ${one} and ${wrong.size - 1} more are`
      return [`${which} not as their file says, but as before: the log, and "npm run relay -- settings", tell why.`]
    },
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

function readNames(folder: string): Map<string, string[]> {
  try {
    return readFolder(folder).byAccount
  } catch {
    return new Map()
  }
}

function fromSave({ more }: Invalid, placeOf: (path: string) => FileMistake['place']): FileMistake[] {
  const mistakes = (more['mistakes'] ?? []) as { path: string; words: string }[]
  return mistakes.map(({ path: where, words }) => ({ path: where, words, place: placeOf(where) }))
}
