import type { Logger } from 'pino'

/** What is wrong with a folder of files of settings, and with each of them. */
export interface Troubles {
  /** Of an account, or of a file that is called otherwise, all that is wrong; nothing: all is well. */
  tell(name: string, mistakes: readonly string[]): void
  /** In a sentence why none of them can be read; null: they can. */
  tellFolder(why: string | null): void
  /** Forgets whatever is told of others than these. */
  keep(names: ReadonlySet<string>): void
  /** All that keeps an account's file from counting, in sentences. */
  of(portalId: string): string[]
  /** For whoever asks and proves nothing: how many, and neither whose nor how they are called. */
  notes(): string[]
}

/** Says each trouble once in the log, as long as it stays the same. */
export function createTroubles(log: Logger): Troubles {
  const wrong = new Map<string, readonly string[]>()
  let folder: string | null = null

  const troubles: Troubles = {
    tell(name, mistakes) {
      if ((wrong.get(name) ?? []).join('\n') === mistakes.join('\n')) return
      if (mistakes.length === 0) {
        wrong.delete(name)
        log.info({ settings: name }, 'nothing is wrong with this file of settings any more')
      } else {
        wrong.set(name, mistakes)
        log.error({ settings: name, mistakes }, 'a file of settings is wrong: what counted before still counts')
      }
    },
    tellFolder(why) {
      if (folder === why) return
      folder = why
      if (why === null) log.info('the folder of settings can be read again')
      else log.error({ reason: why }, 'the folder of settings cannot be read: what counted before still counts')
    },
    keep(names) {
      for (const name of wrong.keys()) if (!names.has(name)) troubles.tell(name, [])
    },
    of: (portalId) => [...(folder === null ? [] : [folder]), ...(wrong.get(portalId) ?? [])],
    notes() {
      if (folder !== null) {
        return [`The folder of the files of settings cannot be read: what counted before still counts. ${tellWhy}`]
      }
      const accounts = [...wrong.keys()].filter(isAccount).length
      const others = wrong.size - accounts
      return [
        accounts === 1 && `The settings of 1 account are not as the file says, but as before. ${tellWhy}`,
        accounts > 1 && `The settings of ${accounts} accounts are not as the files say, but as before. ${tellWhy}`,
        others === 1 && `1 file of settings is not read, since it is not called by the id of an account. ${named}`,
        others > 1 &&
          `${others} files of settings are not read, since they are not called by ids of accounts. ${named}`,
      ].filter((note) => note !== false)
    },
  }
  return troubles
}

const isAccount = (name: string): boolean => /^[0-9]+$/.test(name)
const tellWhy = 'The log, and "npm run relay -- settings", tell why.'
const named = 'The log names what is meant.'
