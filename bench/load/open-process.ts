import { fork } from 'node:child_process'
import { join } from 'node:path'
import type { Stage } from '../stage/perform.ts'

/** A process of its own that carries out orders, one at a time. `file` is relative to `bench/`. */
export function openProcess<Order extends object, Report>(
  stage: Stage,
  file: string,
): (order: Order) => Promise<Report> {
  const child = fork(join(import.meta.dirname, '..', file), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  stage.atEnd(() => void child.kill('SIGKILL'))
  return (order) =>
    new Promise((resolve, reject) => {
      const ended = () => reject(new Error(`the process of ${file} ended`))
      child.once('exit', ended)
      child.once('message', (report) => {
        child.off('exit', ended)
        resolve(report as Report)
      })
      child.send(order)
    })
}
