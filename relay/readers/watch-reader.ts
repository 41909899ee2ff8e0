import { workerData } from 'node:worker_threads'
import { limitSignals } from './limit-signals.ts'
import type { Watched } from './watched.ts'

const pulse = 100
const { turn, parent, processor, memory } = workerData as Watched
let watched = 0
let before = 0

/** Ends the reader, whose own thread may be busy without end, when its work takes too much or nobody waits for it. */
setInterval(() => {
  const now = Atomics.load(turn, 0)
  const { user, system } = process.cpuUsage()
  const used = (user + system) / 1_000
  if (now !== watched) [watched, before] = [now, used]
  if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL')
  else if (now !== 0 && used - before > processor) process.kill(process.pid, limitSignals.processor)
  else if (process.memoryUsage.rss() > memory * 1_048_576) process.kill(process.pid, limitSignals.memory)
}, pulse)
