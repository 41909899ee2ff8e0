import { readFileSync } from 'node:fs'

/**
 * Loaded into a relay before anything else (`--import`): its clock then goes wrong by as many milliseconds as the file
 * CLOCK_FILE says, from when it says so. Timers and whatever else does not ask for the date stay right, as they do on a
 * machine whose clock is set.
 */
const file = process.env.CLOCK_FILE ?? ''
const RightDate = Date
let off = 0

function look(): void {
  off = Number(readFileSync(file, 'utf8')) || 0
}
look()
setInterval(look, 100).unref()

class ShiftedDate extends RightDate {
  constructor(...values: [] | [string | number | Date]) {
    // With several numbers (year, month, …) it is called as well; they are passed on as they are.
    if (values.length === 0) super(RightDate.now() + off)
    else super(...values)
  }
  static override now(): number {
    return RightDate.now() + off
  }
}
globalThis.Date = ShiftedDate as DateConstructor
