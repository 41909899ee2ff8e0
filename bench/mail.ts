import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { email } from '../relay/providers/email/index.ts'
import type { LineOfProvider } from '../relay/providers/lines.ts'
import { readApart } from '../relay/providers/read-apart.ts'
import { readLine } from '../relay/providers/read-line.ts'
import { createReaders } from '../relay/readers/readers.ts'
import { median, rounded } from './load/figures.ts'
import { corpus, ours } from './mail/corpus.ts'
import type { Piece } from './stage/perform.ts'

const [rounds, milliseconds] = [7, 3_000]
const least = 0.6

/**
 * Mails a second from raw bytes to the events that are handed to the store: handed to a reader, parsed, judged, cut and handed back, by
 * the email provider as the relay has it. Beside it mailparser alone, as its users call it (`simpleParser(raw)`), in as many bare
 * readers that hold the same mails already. Both in one run, in turn, over the same hundred mails.
 */
export const mail: Piece = async (stage) => {
  const mails = corpus()
  stage.say(`${mails.length} mails of ${rounded(mails.reduce((sum, one) => sum + one.length, 0) / mails.length)} bytes`)
  const readers = createReaders()
  stage.atEnd(() => readers.close())
  const line = lineOf(readers)
  const bare = Array.from({ length: readers.most }, () => {
    const worker = new Worker(new URL('./mail/parse-thread.ts', import.meta.url), { workerData: mails })
    stage.atEnd(() => worker.terminate())
    return worker
  })
  const figures: { ours: number[]; mailparser: number[] } = { ours: [], mailparser: [] }
  // The first round of each warms it up.
  for (let round = 0; round <= rounds; round++) {
    const one = { ours: await readFor(line, mails, 2 * readers.most), mailparser: await parseFor(bare) }
    stage.say(`ours ${rounded(one.ours)}, mailparser ${rounded(one.mailparser)} a second`)
    if (round === 0) continue
    figures.ours.push(one.ours)
    figures.mailparser.push(one.mailparser)
  }
  const ratio = rounded(median(figures.ours.map((mine, round) => mine / figures.mailparser[round]!)), 2)
  return {
    figures: { ours: rounded(median(figures.ours)), mailparser: rounded(median(figures.mailparser)), ratio },
    passed: ratio >= least,
  }
}

function lineOf(readers: ReturnType<typeof createReaders>): LineOfProvider {
  const server = { host: '127.0.0.1', port: 1, secure: 'none' }
  const settings = { smtp: server, imap: { ...server, user: ours, password: 'no password' } }
  const config = { id: 'mail', label: 'Sales', provider: 'email', channel: 'email', address: ours, settings } as const
  return readLine(config, '4242', 'http://127.0.0.1', new Map([['email', readApart(email, readers)]]))
}

/** Mails a second, a few at a time so that no reader waits. */
async function readFor({ line, provider }: LineOfProvider, mails: Buffer[], atOnce: number): Promise<number> {
  const begun = performance.now()
  let count = 0
  const readSome = async () => {
    while (performance.now() - begun < milliseconds) {
      const body = mails[count++ % mails.length]!
      const events = await provider.read({ origin: 'history', headers: { nth: String(count) }, body }, line)
      if (events.length === 0) throw new Error('a mail of the corpus says nothing')
    }
  }
  await Promise.all(Array.from({ length: atOnce }, readSome))
  return count / ((performance.now() - begun) / 1_000)
}

async function parseFor(threads: Worker[]): Promise<number> {
  const reports = threads.map((thread) => once(thread, 'message') as Promise<[{ count: number; took: number }]>)
  for (const thread of threads) thread.postMessage(milliseconds)
  const done = await Promise.all(reports)
  return done.reduce((sum, [{ count, took }]) => sum + count / (took / 1_000), 0)
}
