import type { LineSetting } from '../../contract/settings/lines.ts'
import { Temporary } from '../errors.ts'
import type { AccountLine, AccountLines } from './account.ts'
import { LazyLine } from './lazy-line.ts'
import type { OpenedLine, OpenedLines } from './opened-lines.ts'

export interface AccountLinesNeeds {
  opened: OpenedLines
  /** Throws where this process cannot use the line. */
  open: (setting: LineSetting) => OpenedLine
  /** Hears of such a line, once. */
  tell: (setting: LineSetting, error: unknown) => void
}

/**
 * The lines of one snapshot, in their order. Each is opened when its provider or its settings are asked for; one that this process cannot use
 * is as if it were not there, and all the others are.
 */
export function accountLines(
  portalId: string,
  settings: readonly LineSetting[],
  needs: AccountLinesNeeds,
): AccountLines {
  const unusable = new Set<AccountLine>()
  const lines = settings.map((setting) => {
    const lazy: LazyLine = new LazyLine(portalId, setting, () => open(lazy, setting))
    return lazy
  })
  const byId = new Map(lines.map((one) => [one.line.id, one]))
  let usable: readonly LazyLine[] = Object.freeze(lines)

  function open(lazy: LazyLine, setting: LineSetting): OpenedLine {
    return needs.opened.get(lazy, () => {
      try {
        return needs.open(setting)
      } catch (error) {
        if (!unusable.has(lazy)) {
          unusable.add(lazy)
          usable = Object.freeze(lines.filter((one) => !unusable.has(one)))
          needs.tell(setting, error)
        }
        const words = `The line “${setting.label}” cannot be used at this moment; the relay's log says why.`
        throw new Temporary('line_unusable', words, { cause: error })
      }
    })
  }

  return {
    list: () => usable,
    find(lineId) {
      const lazy = byId.get(lineId)
      if (!lazy || unusable.has(lazy)) return null
      try {
        lazy.open()
        return lazy
      } catch {
        return null
      }
    },
  }
}
