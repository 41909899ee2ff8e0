import { fork } from 'node:child_process'
import { join } from 'node:path'
import { projectRoot } from '../../../project/project-root.ts'
import type { Stage } from '../../stage/perform.ts'
import type { Call } from './call.ts'

export interface Vendor {
  /** Without a path; whatever is put behind it leads here as well, and is told as the call's place. */
  url: string
  /** In the order in which they came. */
  calls: Call[]
}

export async function openVendor(stage: Stage): Promise<Vendor> {
  const child = fork(join(projectRoot, 'bench/torture/settings/vendor-process.ts'))
  stage.atEnd(() => child.kill())
  const calls: Call[] = []
  const port = await new Promise<number>((resolve, reject) => {
    child.once('exit', () => reject(new Error('the vendor ended')))
    child.on('message', (said: { port: number } | { calls: Call[] }) => {
      if ('port' in said) resolve(said.port)
      else calls.push(...said.calls)
    })
  })
  return { url: `http://127.0.0.1:${port}`, calls }
}
