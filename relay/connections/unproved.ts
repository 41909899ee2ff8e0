import type { Logger } from 'pino'
import { readUnproved, type Unproved } from '../store/account/read-unproved.ts'
import type { WideDb } from '../store/database.ts'

/** What is configured and has never answered: HubSpot of an account, or a line. */
export interface UnprovedConnections {
  /**
   * A sentence for each kind with what to do, for whoever asks and proves nothing: how many there are, and never whose. Which accounts a
   * relay serves and by which lines is nobody's business, and counts are what a probe can use. Never throws, and keeps no probe waiting.
   */
  notes(): Promise<string[]>
  /** Names them in the log, for whoever starts the relay. */
  start(): void
  stop(): Promise<void>
}

/** More than so many are not counted, nor named in the log. */
const most = { counted: 1_000, named: 20 }
/** Milliseconds for which a look is believed, since probes ask every few seconds; and for which a probe waits for one. */
const [fresh, patience] = [5_000, 1_000]

export function createUnproved({ database, log }: { database: WideDb; log: Logger }): UnprovedConnections {
  let looked = { at: -Infinity, notes: [] as string[] }
  let underWay: Promise<void> | undefined
  let telling = Promise.resolve()

  async function look(): Promise<void> {
    const notes = sentences(await readUnproved(database, most.counted + 1))
    looked = { at: performance.now(), notes }
  }

  async function tell(): Promise<void> {
    try {
      const unproved = await readUnproved(database, most.counted + 1)
      if (unproved.length === 0) return
      const [ofHubSpot, ofLines] = [unproved.filter(isHubSpot), unproved.filter((one) => !isHubSpot(one))]
      const about = {
        hubspot: ofHubSpot.slice(0, most.named).map(({ portalId }) => portalId),
        lines: ofLines.slice(0, most.named).map(({ portalId, lineId }) => `${portalId}/${lineId}`),
      }
      log.warn(about, `never answered so far: ${sentences(unproved).join(' ')}`)
    } catch (error) {
      log.warn({ err: error }, 'could not look what has never answered')
    }
  }

  return {
    async notes() {
      if (performance.now() - looked.at >= fresh) {
        underWay ??= look()
          .catch((error: unknown) => log.debug({ err: error }, 'could not look what has never answered'))
          .finally(() => (underWay = undefined))
        let timer: NodeJS.Timeout | undefined
        await Promise.race([underWay, new Promise((resolve) => (timer = setTimeout(resolve, patience)))])
        clearTimeout(timer)
      }
      return looked.notes
    },
    start() {
      telling = tell()
    },
    stop: () => telling,
  }
}

const isHubSpot = ({ lineId }: Unproved): boolean => lineId === null

function sentences(unproved: readonly Unproved[]): string[] {
  const hubspot = unproved.filter(isHubSpot).length
  const lines = unproved.length - hubspot
  const more = unproved.length > most.counted ? 'at least ' : ''
  return [
    ...(hubspot > 0
      ? [
          `HubSpot has never answered for ${more}${count(hubspot, 'account')}: "npm run relay -- portals test <account>" says what is missing.`,
        ]
      : []),
    ...(lines > 0
      ? [
          `${more}${count(lines, 'line')} ${lines === 1 ? 'has' : 'have'} never answered: "npm run relay -- lines test" says what is missing.`,
        ]
      : []),
  ]
}

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`
