import { fork } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Stage } from './stage/perform.ts'

/** The floor of ingesting, in a process of its own on this database. Resolves to its address. */
export async function openFloor(stage: Stage, databaseUrl: string): Promise<string> {
  const floor = fork(join(import.meta.dirname, 'floor-process.ts'), {
    env: { ...process.env, DATABASE_URL: databaseUrl },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  stage.atEnd(() => void floor.kill('SIGKILL'))
  return new Promise((resolve, reject) => {
    floor.once('exit', () => reject(new Error('the floor ended')))
    createInterface({ input: floor.stdout! }).once('line', resolve)
  })
}
