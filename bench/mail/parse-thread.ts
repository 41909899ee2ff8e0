import { parentPort, workerData } from 'node:worker_threads'
import { simpleParser } from 'mailparser'

/** mailparser alone, as its users call it: one mail after another for so many milliseconds. Answers how many, and in what time. */
parentPort?.on('message', (milliseconds: number) => {
  void (async () => {
    const mails = (workerData as Uint8Array[]).map((mail) => Buffer.from(mail))
    const begun = performance.now()
    let count = 0
    while (performance.now() - begun < milliseconds) await simpleParser(mails[count++ % mails.length]!)
    parentPort?.postMessage({ count, took: performance.now() - begun })
  })()
})
