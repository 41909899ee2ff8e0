import { randomBytes } from 'node:crypto'

/** Secrets that know each other, and whoever meets one of them in a text. */
export interface Canaries {
  /** A new secret. */
  lay(): string
  /** Remembers every one of them that stands in this text: as it is, in hexadecimal digits or in base64. */
  look(where: string, text: string): void
  /** Where some were met, in words, each once for each place. */
  met: ReadonlySet<string>
  laid(): number
}

const beak = 'canary'
const whole = new RegExp(`${beak}[0-9a-f]{32}`, 'g')
const length = beak.length + 32
const inHex = new RegExp(`${Buffer.from(beak).toString('hex')}[0-9a-f]{64}`, 'gi')

/** How `canary` begins in base64, by how many bytes are before it in its group of three; and how many digits stand before that. */
const inBase64 = [0, 1, 2].map((shift) => {
  const before = Math.ceil((shift * 8) / 6)
  const text = Buffer.concat([Buffer.alloc(shift), Buffer.from(beak)]).toString('base64')
  const digits = Math.ceil(((shift + length) * 8) / 6)
  return { begins: text.slice(before, Math.floor(((shift + beak.length) * 8) / 6)), before, digits }
})

export function createCanaries(): Canaries {
  const laid = new Set<string>()
  const met = new Set<string>()

  function meet(where: string, text: string): void {
    for (const [secret] of text.matchAll(whole)) if (laid.has(secret)) met.add(`${where}: ${secret.slice(0, 12)}…`)
  }

  return {
    met,
    laid: () => laid.size,
    lay() {
      const secret = beak + randomBytes(16).toString('hex')
      laid.add(secret)
      return secret
    },
    look(where, text) {
      meet(where, text)
      for (const [digits] of text.matchAll(inHex)) meet(where, Buffer.from(digits, 'hex').toString('latin1'))
      for (const { begins, before, digits } of inBase64) {
        for (let at = text.indexOf(begins); at >= 0; at = text.indexOf(begins, at + 1)) {
          const group = text.slice(Math.max(0, at - before), at - before + digits)
          meet(where, Buffer.from(group, 'base64').toString('latin1'))
        }
      }
    },
  }
}
