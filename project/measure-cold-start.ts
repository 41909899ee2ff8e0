import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { projectRoot } from './project-root.ts'

const run = promisify(execFile)
const loader = `
  const begun = performance.now()
  const { main } = require(process.argv[1])
  console.log(JSON.stringify({ ms: performance.now() - begun, main: typeof main }))
`

/**
 * Milliseconds until the built app function can be called, each time in a process of its own: the median of `rounds`.
 * Starting the process itself is HubSpot's part and is not counted. Throws when the file has no `main`.
 */
export async function measureColdStart(rounds = 9, project = projectRoot): Promise<number> {
  const file = join(project, 'src/app/functions/relay.js')
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    const { stdout } = await run(process.execPath, ['-e', loader, file])
    const { ms, main } = JSON.parse(stdout) as { ms: number; main: string }
    if (main !== 'function') throw new Error(`${file} does not export main`)
    times.push(ms)
  }
  return times.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.NaN
}
