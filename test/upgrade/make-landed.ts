import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openEmbedded } from '../../relay/store/embedded/open-embedded.ts'
import { removeEmbedded } from '../../relay/store/embedded/remove-embedded.ts'
import { completeStates } from './complete-states.ts'
import { dumpDatabase } from './dump-database.ts'
import { createLandedWorld } from './landed-world.ts'
import { leaveOpen } from './left-open.ts'
import { ordinaryLife } from './ordinary-life.ts'
import { createScene } from './scene.ts'

// Makes landed.sql and landed.jsonl anew: node -r ./project/require-node.cjs test/upgrade/make-landed.ts <checkout>
const checkout = path.resolve(process.argv[2] ?? '.')
const folder = mkdtempSync(path.join(tmpdir(), 'homing-landed-'))
// The user that PostgreSQL runs as may pass.
chmodSync(folder, 0o711)
const server = await openEmbedded({ dataDir: folder })
const world = await createLandedWorld({ testDatabase: { url: server.url, drop: () => Promise.resolve() } })
const scene = createScene(world, checkout)
try {
  await ordinaryLife(scene)
  await leaveOpen(scene)
  await completeStates(scene)
  const sql = await dumpDatabase(scene, checkout)
  const outside = {
    madeAt: new Date().toISOString(),
    phones: { ...world.phones.snapshot(), webhooks: [] },
    hubspot: world.hubspot.snapshot(),
  }
  writeFileSync(path.join(import.meta.dirname, 'landed.sql'), sql)
  writeFileSync(path.join(import.meta.dirname, 'landed.jsonl'), `${JSON.stringify(outside)}\n`)
} finally {
  await scene.kill()
  await world.close()
  await server.stop()
  await removeEmbedded(folder)
  rmSync(folder, { recursive: true, force: true })
}
