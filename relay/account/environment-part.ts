import type { SectionValues } from '../../contract/settings/sections.ts'
import type { LineSetting } from '../../contract/settings/lines.ts'
import type { LadderStep, Routing } from '../../contract/routing.ts'
import type { LineConfig } from '../providers/line-config.ts'

/** What stands in LINES and ROUTING. */
export interface EnvironmentSettings {
  /** Each with the account that it belongs to. */
  lines: readonly (LineConfig & { portalId: string })[]
  routing: Routing
}

/** What of it concerns an account: its lines, and of the routing what names them or only channels that they carry. */
export function environmentPart(
  { lines: all, routing }: EnvironmentSettings,
  portalId: string,
): Partial<SectionValues> {
  const lines = all.filter((line) => line.portalId === portalId).map(settingOf)
  const isOwn = (lineId: string) => lines.some(({ id }) => id === lineId)
  const { addresses, owners, pause, autoSend } = routing
  const ladder = (routing.ladder ?? [])
    .filter(({ lineId, channel }) =>
      lineId === undefined ? lines.some((line) => line.channel === channel) : isOwn(lineId),
    )
    .map(firstWithoutCondition)
  const ownLines = Object.entries(owners ?? {}).flatMap(([owner, ids]): [string, string[]][] => {
    const own = ids.filter(isOwn)
    return own.length > 0 ? [[owner, own]] : []
  })
  const route = {
    ...(addresses && { addresses }),
    ...(ladder.length > 0 && { ladder }),
    ...(ownLines.length > 0 && { owners: Object.fromEntries(ownLines) }),
  }
  return {
    ...(lines.length > 0 && { lines }),
    ...(Object.keys(route).length > 0 && { routing: route }),
    ...(pause && { pause }),
    ...(autoSend && isOwn(autoSend.lineId) && { autoSend }),
  }
}

function settingOf({ id, label, provider, channel, address, settings }: LineConfig): LineSetting {
  return { id, label, provider, channel, address, settings }
}

/** Where steps before it are another account's, a step may become the first, which has no condition. */
function firstWithoutCondition(step: LadderStep, index: number): LadderStep {
  const { when: _when, ...rest } = step
  return index === 0 ? rest : step
}
