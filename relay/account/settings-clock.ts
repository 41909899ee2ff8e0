import { Temporary } from '../errors.ts'

/** An account that was saved, and as which version. */
export interface Saved {
  portalId: string
  version: number
}

export interface SettingsClock {
  /** Resolves when it is sure that every save of a second ago was told to `changed`. */
  confirm(): Promise<void>
  /** Whether that is sure at this moment, without asking. */
  isSure(): boolean
  /** There was a save, or there may have been: the next who asks waits until it is known. */
  doubt(): void
}

/** Milliseconds for which nobody asks again; and how old an answer may be when it is there. */
const fresh = 500
const usable = 800
/** An answer that comes too late, since the database or this process stood still, is asked for anew so many times. */
const most = 5

/**
 * How this process knows of saves: the database's clock of settings is read when somebody uses what an account has configured, at most every
 * so often, by one question for all who wait. Time is taken from right before the question, by two clocks: one of the machine may sleep with
 * it, and the other may be set. How long a connection was waited for makes no answer older.
 */
export function createSettingsClock(needs: {
  /** The clock by now, and who was saved since then; of nobody where `since` is null. Says when the question is `leaving`. */
  read: (since: string | null, leaving: () => void) => Promise<{ clock: string; saved: Saved[] }>
  /** Null: anybody may have been. */
  changed: (saved: Saved[] | null) => void
}): SettingsClock {
  let known: string | null = null
  let confirmed: Moment | null = null
  let asking: Promise<void> | null = null
  let doubted = true

  async function ask(): Promise<void> {
    let moment = now()
    const since = known
    doubted = false
    const { clock, saved } = await needs.read(since, () => (moment = now()))
    known = clock
    confirmed = moment
    if (since === null) needs.changed(null)
    else if (saved.length > 0) needs.changed(saved)
  }

  function isYounger(than: number): boolean {
    return confirmed !== null && age(confirmed) < than
  }

  function askTogether(): Promise<void> {
    asking ??= ask().finally(() => (asking = null))
    return asking
  }

  return {
    async confirm() {
      if (!doubted && isYounger(fresh)) return
      for (let tries = 0; tries < most; tries += 1) {
        await askTogether()
        if (isYounger(usable)) return
      }
      throw new Temporary(
        'settings_unread',
        'The database answers too slowly to say how this account is set up by now.',
      )
    },
    isSure: () => isYounger(usable),
    doubt() {
      doubted = true
    },
  }
}

interface Moment {
  steady: number
  wall: number
}

function now(): Moment {
  return { steady: performance.now(), wall: Date.now() }
}

function age(moment: Moment): number {
  return Math.max(performance.now() - moment.steady, Date.now() - moment.wall)
}
