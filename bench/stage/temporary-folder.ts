import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { removeEmbedded } from '../../relay/store/embedded/remove-embedded.ts'
import type { Stage } from './perform.ts'

/** A folder for the relay's data that is gone at the end, with the database server that may live in it. */
export function temporaryFolder(stage: Stage): string {
  const folder = mkdtempSync(join(tmpdir(), `homing-bench-${process.pid}-`))
  // The user that PostgreSQL runs as may pass; the database's own folder inside stays closed.
  chmodSync(folder, 0o711)
  stage.atEnd(async () => {
    await removeEmbedded(folder)
    rmSync(folder, { recursive: true, force: true })
  })
  return folder
}
