import { troubles } from './troubles.ts'

export type TroubleName = keyof typeof troubles

/** The troubles of one run, in their order: what comes quickly more than once, and clocks early, so that what they leave behind is seen. */
const plan: TroubleName[] = [
  'connections ended',
  "all relays' clocks a day ahead",
  'restarted at once',
  "the database's clock a day ahead",
  'read-only',
  'connections used up',
  'messages locked',
  "a relay's clock two hours back",
  'disk full',
  'a relay frozen',
  'connections ended',
  "the database's clock two hours back",
  'restarted at once',
  'server frozen',
  'read-only',
  "a relay's clock a day ahead",
  'timeline locked',
  'disk full',
  "all relays' clocks two hours back",
  'all relays frozen',
  'connections used up',
  'connections ended',
  'restarted at once',
]

/** Those named, comma between them, instead of all. */
export function planTroubles(only: string | undefined): TroubleName[] {
  if (only === undefined) return plan
  return only.split(',').map((name) => {
    if (!Object.hasOwn(troubles, name)) {
      throw new Error(`There is no trouble "${name}", only: ${Object.keys(troubles).join(', ')}.`)
    }
    return name as TroubleName
  })
}
