import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { buildCard } from '../project/build-card.ts'
import { buildProject } from '../project/build.ts'
import { measureColdStart } from '../project/measure-cold-start.ts'
import { rounded } from './load/figures.ts'
import type { Piece } from './stage/perform.ts'

const run = promisify(execFile)
const starts = 11
const limits = { gzipBytes: 20_480, roundTrips: 1, functionColdStartMs: 100 }

/**
 * What a rep waits for: the weight of the production bundle, the round trips until the conversation shows, and how
 * long a fresh process takes to load the built app function.
 */
export const card: Piece = async (stage) => {
  await buildProject()
  const folder = await mkdtemp(join(tmpdir(), 'homing-bench-card-'))
  stage.atEnd(() => rm(folder, { recursive: true, force: true }))
  const built = await buildCard(folder)
  stage.say(`bundle: ${built.bytes} bytes, ${built.gzipBytes} gzipped`)

  const opened = await run(process.execPath, [join(import.meta.dirname, 'card/open-card-process.ts'), built.file], {
    timeout: 60_000,
  })
  const { roundTrips } = JSON.parse(opened.stdout) as { roundTrips: number }

  const coldStart = await measureColdStart(starts)
  const figures = { gzipBytes: built.gzipBytes, roundTrips, functionColdStartMs: rounded(coldStart, 1) }
  return {
    figures,
    passed:
      figures.gzipBytes <= limits.gzipBytes &&
      figures.roundTrips === limits.roundTrips &&
      figures.functionColdStartMs <= limits.functionColdStartMs,
  }
}
