import { joinSecrets } from './join-secrets.ts'
import type { LineOfProvider } from './lines.ts'
import type { Line } from './provider.ts'
import { splitSecrets } from './split-secrets.ts'

/** A secret of a line that another has replaced, and that counts for what comes in until its time is over. */
export interface EarlierSecret {
  /** In the provider's settings: `smtp.password`. */
  place: string
  secret: string
  /** When it was set: with its place that tells which row it stands in. */
  since: Date
  /** When the newest of its place was set. */
  newestSince: Date
}

/** A line as it was before one of its secrets was replaced. */
export interface EarlierLine {
  line: Line
  /** The one in which it differs. */
  place: string
  since: Date
  newestSince: Date
}

/** The line as it was before each of these secrets was replaced, one at a time and in the same order. */
export function earlierLines({ line, provider }: LineOfProvider, earlier: readonly EarlierSecret[]): EarlierLine[] {
  const { open, secrets } = splitSecrets(provider.settings, line.settings)
  return earlier.map(({ secret, ...one }) => ({
    ...one,
    line: { ...line, settings: joinSecrets(provider.settings, open, new Map([...secrets, [one.place, secret]])) },
  }))
}
