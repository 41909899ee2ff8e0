import { fork } from 'node:child_process'
import { join } from 'node:path'
import type { Stage } from '../stage/perform.ts'
import type { LoadOrder, LoadReport } from './load-process.ts'

/** Load from a process of its own, so that making it takes no time of what is measured. One order at a time. */
export function openLoad(stage: Stage): (order: LoadOrder) => Promise<LoadReport> {
  const child = fork(join(import.meta.dirname, 'load-process.ts'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  stage.atEnd(() => void child.kill('SIGKILL'))
  return (order) =>
    new Promise((resolve, reject) => {
      const ended = () => reject(new Error('the load process ended'))
      child.once('exit', ended)
      child.once('message', (report) => {
        child.off('exit', ended)
        resolve(report as LoadReport)
      })
      child.send(order)
    })
}
