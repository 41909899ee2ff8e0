import type { Config } from './config/config.ts'
import { createLines, type LineOfProvider, type Lines } from './providers/lines.ts'
import type { Provider } from './providers/provider.ts'
import { readApart } from './providers/read-apart.ts'
import { readLine } from './providers/read-line.ts'
import type { Readers } from './readers/readers.ts'

/** The configured lines, whose providers read in `readers` what is much to read, and note with `ofLine` that they are called. */
export function openLines(
  config: Config,
  needs: {
    providers: ReadonlyMap<string, Provider>
    readers: Readers
    ofLine: (line: LineOfProvider) => LineOfProvider
  },
): Lines {
  const providers = new Map([...needs.providers].map(([name, one]) => [name, readApart(one, needs.readers)]))
  const own = config.portal?.id ?? ''
  return createLines(
    config.lines.map((line) => readLine(line, line.portalId ?? own, config.publicUrl, providers)).map(needs.ofLine),
  )
}
