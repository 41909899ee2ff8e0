import { closeSync, existsSync, openSync, readFileSync, writeSync } from 'node:fs'
import type { PhoneMessage } from './phone-wire.ts'

/** Every message that reached the network, one JSON line each, on disk before the sender is answered. */
export interface Journal {
  append(message: PhoneMessage): void
  close(): void
}

export function openJournal(file: string): Journal {
  const descriptor = openSync(file, 'a')
  return {
    append: (message) => {
      writeSync(descriptor, `${JSON.stringify(message)}\n`)
    },
    close: () => closeSync(descriptor),
  }
}

/** What the journal holds, oldest first; a last line cut short by a crash is left out. */
export function readJournal(file: string): PhoneMessage[] {
  if (!existsSync(file)) return []
  const text = readFileSync(file, 'utf8')
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  return whole
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as PhoneMessage)
}
